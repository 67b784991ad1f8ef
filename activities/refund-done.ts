import type { UnappliedEvent } from '../prisma/unapplied-events.ts';
import type { OrderStep } from './order-step.ts';
import { paymentOfRefund, requireRefundMeant } from './refund-meant.ts';
import { settleRefund } from './settling-refund.ts';

/** A person has sent back by hand what the provider does not: it counts as refunded from now on. */
export async function refundDone(step: OrderStep, event: UnappliedEvent): Promise<void> {
  const refund = await requireRefundMeant(step, event);
  const payment = await paymentOfRefund(step.client, refund);
  const providerId = refund.providerId ?? event.eventId;
  await settleRefund(step, { refund, payment, providerId, from: 'by_hand' });
}
