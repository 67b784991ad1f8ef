import { z } from 'zod';
import { Amount, FailureCode } from './session.ts';

/** What Holdfast asks to be given back. `reference` is the session that was paid, or the event where there was none. */
export const RefundRequest = z.strictObject({
  key: z.string().min(1).max(255),
  orderId: z.string().min(1).max(128),
  reference: z.string().min(1).max(255),
  amount: Amount,
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code'),
});
export type RefundRequest = z.infer<typeof RefundRequest>;

/** `failed`: it was accepted, and the money has come back. */
export const Refund = z.object({
  id: z.string(),
  at: z.string(),
  request: RefundRequest,
  failed: z.object({ at: z.string(), code: z.string() }).optional(),
});
export type Refund = z.infer<typeof Refund>;

/** How a person or a test lets a refund fail that was accepted. */
export const RefundFailure = z.strictObject({ failureCode: FailureCode.default('unknown') });
export type RefundFailure = z.infer<typeof RefundFailure>;

/** A refund as the API shows it. */
export function describeRefund({ id, at, request, failed }: Refund) {
  const { orderId, amount, currency, key, reference } = request;
  const failure = failed === undefined ? {} : { failedAt: failed.at, failureCode: failed.code };
  return { id, orderId, amount, currency, at, key, reference, ...failure };
}
