import type { RefundReason } from '../domain/payment/settlement.ts';
import { refundKey } from '../prisma/payments.ts';
import type { Payment } from '../prisma/payments.ts';
import { refunds } from '../prisma/refunds.ts';
import type { OrderStep } from './order-step.ts';
import { paymentsLeft } from '../prisma/payments-left.ts';

/**
 * Asks for `amount` of a payment to go back, once per payment and reason (rules.md 11), and no more than has not gone back
 * already: the provider may have been first. The request is part of the step's transaction; a workflow of its own carries it
 * out, for days if it must.
 */
export async function sendBack(
  step: OrderStep,
  payment: Payment,
  wanted: number,
  reason: RefundReason,
): Promise<void> {
  const { orderId, currency, id: paymentId } = payment;
  const known = (await paymentsLeft(step.client, orderId)).find((entry) => entry.payment.id === paymentId);
  const amount = Math.min(wanted, known?.left ?? 0);
  if (amount <= 0) return;
  const key = refundKey(paymentId, reason);
  const refund = await refunds(step.client).request({
    key,
    orderId,
    paymentId,
    amount,
    currency,
    reason,
    restock: false,
    requestedAt: step.now,
  });
  step.tell({
    kind: 'refund_requested',
    reason,
    facts: { refund: refund.id, payment: paymentId, amount, currency },
  });
  step.afterwards(() =>
    step.dependencies.companions.startRefund({ refundId: refund.id, orderId: refund.orderId }),
  );
}
