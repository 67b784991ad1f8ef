import { z } from 'zod';
import { paymentEventTypes } from '../../../domain/payment/payment-event.ts';
import { LARGEST_AMOUNT } from '../../../domain/money.ts';
import type { PaymentEvent, WebhookVerdict } from '../../ports.ts';
import { TheirId, readSigned } from '../../signed-webhook.ts';
import type { IncomingWebhook } from '../../standard-webhooks.ts';

/** Our own ids (rules.md 9): an event that names anything else can never meet its order. */
const OrderId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/, 'is no order id');

/** Codes are shown, counted and put in payloads: never free text. */
const Code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'is no code');

/** The body of api.md, "Webhooks in". Fields it does not know are ignored, as with any provider. */
const PaymentWebhook = z.object({
  id: TheirId,
  type: z.enum(paymentEventTypes),
  at: z.iso.datetime({ offset: true }),
  data: z.object({
    orderId: OrderId,
    sessionId: TheirId.optional(),
    amount: z.int().nonnegative().max(LARGEST_AMOUNT),
    currency: z.string().regex(/^[A-Z]{3}$/, 'is no ISO 4217 code'),
    method: Code.optional(),
    failureCode: Code.optional(),
    refundKey: TheirId.optional(),
  }),
});

/** What a payment webhook of our own shape says. */
export function readWebhook(webhook: IncomingWebhook): WebhookVerdict {
  const read = readSigned(webhook, PaymentWebhook);
  return read.verdict === 'genuine' ? { verdict: 'event', event: eventOf(read.content) } : read;
}

function eventOf({ id, type, at, data }: z.infer<typeof PaymentWebhook>): PaymentEvent {
  const { orderId, amount, currency, sessionId, method, failureCode, refundKey } = data;
  return {
    id,
    type,
    at: new Date(at).toISOString(),
    orderId,
    amount,
    currency,
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(method === undefined ? {} : { method }),
    ...(failureCode === undefined ? {} : { failureCode }),
    ...(refundKey === undefined ? {} : { refundKey }),
  };
}
