import type { JournalEntry } from '../domain/journal.ts';
import type { RefundReason } from '../domain/payment/settlement.ts';
import { refundKey } from '../prisma/payments.ts';
import type { Payment } from '../prisma/payments.ts';
import { refunds } from '../prisma/refunds.ts';
import type { NewRefund } from '../prisma/refunds.ts';
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
  const wish = { key, orderId, paymentId, amount, currency, reason, restock: false };
  await askForRefund(step, wish, { reason });
}

/** All that counts on the order goes back, each payment for itself. */
export async function sendBackAll(step: OrderStep, reason: RefundReason): Promise<void> {
  for (const { payment, credit } of await paymentsLeft(step.client, step.order().id))
    if (credit > 0) await sendBack(step, payment, credit, reason);
}

/** Asks for one refund in the step's transaction, tells of it, and has its workflow started afterwards. */
export async function askForRefund(
  step: OrderStep,
  wish: Omit<NewRefund, 'requestedAt'> & { readonly id?: string },
  told: { readonly reason: RefundReason; readonly actor?: JournalEntry['actor'] },
): Promise<void> {
  const { id: refundId, orderId } = await refunds(step.client).request({ ...wish, requestedAt: step.now });
  const { paymentId: payment, amount, currency } = wish;
  step.tell({ kind: 'refund_requested', ...told, facts: { refund: refundId, payment, amount, currency } });
  step.afterwards(() => step.dependencies.companions.startRefund({ refundId, orderId }));
}
