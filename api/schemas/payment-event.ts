import { z } from 'zod';
import { paymentEventTypes } from '../../domain/payment/payment-event.ts';
import { OutsideId } from './fields.ts';

/** Which provider sends it: `sandbox`. */
export const ProviderParams = z.object({ provider: OutsideId });

/** The body of a payment webhook (Standard Webhooks); the provider's adapter checks its signature and reads it. */
export const PaymentWebhook = z.looseObject({
  id: z.string(),
  type: z.enum(paymentEventTypes),
  at: z.iso.datetime({ offset: true }),
  data: z.looseObject({
    orderId: z.string(),
    sessionId: z.string().optional(),
    amount: z.int(),
    currency: z.string(),
    method: z.string().optional(),
    failureCode: z.string().optional(),
  }),
});

/** `matched`: its order is known. Where it is not, the event is kept until it is. */
export const Received = z.object({ received: z.literal(true), matched: z.boolean() });
