import { z } from 'zod';
import { Amount } from './session.ts';

/** What Holdfast asks to be given back. `reference` is the session that was paid, or the event where there was none. */
export const RefundRequest = z.strictObject({
  key: z.string().min(1).max(255),
  orderId: z.string().min(1).max(128),
  reference: z.string().min(1).max(255),
  amount: Amount,
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code'),
});
export type RefundRequest = z.infer<typeof RefundRequest>;

export const Refund = z.object({ id: z.string(), at: z.string(), request: RefundRequest });
export type Refund = z.infer<typeof Refund>;

/** A refund as the API shows it. */
export function describeRefund({ id, at, request }: Refund) {
  const { orderId, amount, currency, key, reference } = request;
  return { id, orderId, amount, currency, at, key, reference };
}
