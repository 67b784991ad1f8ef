import { z } from 'zod';
import { paymentEventTypes } from '../../domain/payment/payment-event.ts';
import type { Outcome, Session } from './session.ts';

/** The body of a webhook (api.md, "Webhooks in"). */
export const ProviderEvent = z.object({
  id: z.string(),
  type: z.enum(paymentEventTypes),
  at: z.string(),
  data: z.object({
    orderId: z.string(),
    sessionId: z.string().optional(),
    amount: z.int(),
    currency: z.string(),
    method: z.string().optional(),
    failureCode: z.string().optional(),
    refundKey: z.string().optional(),
  }),
});
export type ProviderEvent = z.infer<typeof ProviderEvent>;

const typeOf = {
  succeeded: 'payment.succeeded',
  failed: 'payment.failed',
  processing: 'payment.processing',
} as const satisfies Record<Outcome, ProviderEvent['type']>;

export interface Paying {
  readonly id: string;
  readonly at: string;
  readonly outcome: Outcome;
  readonly amount: number;
  readonly failureCode: string | undefined;
}

/** The event that tells of a try to pay `session`. */
export function paymentEvent({ id, request }: Session, paying: Paying): ProviderEvent {
  const { orderId, currency, method } = request;
  const failure = paying.failureCode === undefined ? {} : { failureCode: paying.failureCode };
  return {
    id: paying.id,
    type: typeOf[paying.outcome],
    at: paying.at,
    data: { orderId, sessionId: id, amount: paying.amount, currency, method, ...failure },
  };
}
