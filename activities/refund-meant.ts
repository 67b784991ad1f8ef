import type { Client } from '../prisma/database.ts';
import { payments } from '../prisma/payments.ts';
import type { Payment } from '../prisma/payments.ts';
import type { UnappliedEvent } from '../prisma/unapplied-events.ts';
import { refunds } from '../prisma/refunds.ts';
import type { Refund } from '../prisma/refunds.ts';
import type { OrderStep } from './order-step.ts';

/** The refund an event tells of: by our key, and of one that failed also by the provider's id. */
export async function refundMeant(
  { client }: OrderStep,
  { provider, type, refundKey }: UnappliedEvent,
): Promise<Refund | undefined> {
  if (refundKey === undefined) return undefined;
  const own = await refunds(client).byKey(refundKey);
  return own || type !== 'payment.refund_failed' ? own : refunds(client).byProvider(provider, refundKey);
}

/** The same, for what is only done where there is one. */
export async function requireRefundMeant(step: OrderStep, event: UnappliedEvent): Promise<Refund> {
  const refund = await refundMeant(step, event);
  if (!refund) throw new Error(`event ${event.eventId} tells of no refund`);
  return refund;
}

/** The payment a refund gives back. */
export async function paymentOfRefund(client: Client, { id, orderId, paymentId }: Refund): Promise<Payment> {
  const payment = (await payments(client).ofOrder(orderId)).find((one) => one.id === paymentId);
  if (!payment) throw new Error(`refund ${id} has no payment`);
  return payment;
}
