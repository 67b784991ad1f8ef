import { z } from 'zod';
import { paymentEventTypes } from '../../../domain/payment/payment-event.ts';
import { LARGEST_AMOUNT } from '../../../domain/money.ts';
import type { PaymentEvent, WebhookVerdict } from '../../ports.ts';
import { isGenuineWebhook } from '../../standard-webhooks.ts';

/** Ids of the provider's own: any printable text. They are stored, compared and hashed, never part of another id. */
const ProviderId = z.string().regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 printable characters');

/** Our own ids (rules.md 9): an event that names anything else can never meet its order. */
const OrderId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/, 'is no order id');

/** Codes are shown, counted and put in payloads: never free text. */
const Code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'is no code');

/** The body of api.md, "Webhooks in". Fields it does not know are ignored, as with any provider. */
const PaymentWebhook = z.object({
  id: ProviderId,
  type: z.enum(paymentEventTypes),
  at: z.iso.datetime({ offset: true }),
  data: z.object({
    orderId: OrderId,
    sessionId: ProviderId.optional(),
    amount: z.int().nonnegative().max(LARGEST_AMOUNT),
    currency: z.string().regex(/^[A-Z]{3}$/, 'is no ISO 4217 code'),
    method: Code.optional(),
    failureCode: Code.optional(),
    refundKey: ProviderId.optional(),
  }),
});

export interface ReceivedWebhook {
  readonly secret: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  readonly now: Date;
}

/**
 * What a webhook says, once its signature and its age (5 min both ways, api.md) are right. The signature is looked at
 * first: nothing of an unsigned body is parsed. The event's own `id` counts, not the header's.
 */
export function readWebhook({ secret, headers, body, now }: ReceivedWebhook): WebhookVerdict {
  if (!isGenuineWebhook({ secret, headers, body, now })) return { verdict: 'bad_signature' };
  const parsed = PaymentWebhook.safeParse(jsonOf(body));
  if (!parsed.success) return { verdict: 'unreadable', why: z.prettifyError(parsed.error) };
  return { verdict: 'event', event: eventOf(parsed.data) };
}

/** The parsed JSON, or undefined for text that is none: it then fails as a whole. */
function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
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
