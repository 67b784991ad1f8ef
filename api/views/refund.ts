import { money } from '../../domain/money.ts';
import type { RefundBrief } from '../../prisma/refund-listing.ts';
import { present } from './present.ts';

/** One by hand that a person has sent is on its way until its order's workflow has booked it. */
export function refundView({ refund, payment, note }: RefundBrief) {
  const { id, orderId, amount, currency, reason, restock, requestedAt, refundedAt } = refund;
  const isSent = refund.state === 'by_hand' && refund.providerId !== null;
  return {
    id,
    orderId,
    amount: money(amount, currency),
    reason,
    restock,
    state: isSent ? ('pending' as const) : refund.state,
    requestedAt,
    payment,
    ...present({ refundedAt, why: refund.error, reference: refund.providerId, note }),
  };
}
