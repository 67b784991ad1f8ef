import { awaitsMoney } from '../domain/order/status.ts';
import { payments, refundKey } from '../prisma/payments.ts';
import type { UnappliedEvent } from '../prisma/unapplied-events.ts';
import { refunds } from '../prisma/refunds.ts';
import { alertAbout, factsOf } from './event-facts.ts';
import type { OrderStep } from './order-step.ts';
import { paymentsLeft } from '../prisma/payments-left.ts';

/** The provider gave money back by itself: it is recorded as its own, is not ours to give again, and staff are told (rules.md 17). */
export async function recordProvidersRefund(step: OrderStep, event: UnappliedEvent): Promise<void> {
  const dueAgain = await countProvidersRefund(step, event);
  if (dueAgain > 0) {
    const { amountPaid, amountDue } = step.order();
    await step.change({ amountPaid: amountPaid - dueAgain, amountDue: amountDue + dueAgain });
  }
  await alertAbout(step, event, 'refunded_by_provider');
}

/**
 * Lets a refund of the provider's own count, as far as its payment is known; the journal says how much that is. Answers how much of the
 * payment no longer counts on its order: what went back of an order that is still collected for is not paid, and due again.
 */
export async function countProvidersRefund(step: OrderStep, event: UnappliedEvent): Promise<number> {
  const { status, amountRefunded } = step.order();
  const isCollected = awaitsMoney(status);
  const { counted, dueAgain } = await keep(step, event, isCollected);
  if (counted > 0) await step.change({ amountRefunded: amountRefunded + counted });
  step.tell({
    kind: 'refunded',
    reason: 'by_the_provider',
    actor: 'provider',
    facts: { ...factsOf(event), counted, ...(dueAgain > 0 ? { dueAgain } : {}) },
  });
  return dueAgain;
}

/** Of a refund: what counts as refunded from the order, and what counts on it no longer. */
interface Kept {
  readonly counted: number;
  readonly dueAgain: number;
}

const nothingKept: Kept = { counted: 0, dueAgain: 0 };

/** Writes the refund down, at most what is left of its payment. */
async function keep({ client, now }: OrderStep, event: UnappliedEvent, isCollected: boolean): Promise<Kept> {
  const payment = await payments(client).known(event);
  if (!payment || payment.currency !== event.currency) return nothingKept;
  const { id: paymentId, orderId, currency } = payment;
  const known = (await paymentsLeft(client, orderId)).find((entry) => entry.payment.id === paymentId);
  const amount = Math.min(event.amount, known?.left ?? 0);
  if (!known || amount <= 0) return nothingKept;
  const key = refundKey(paymentId, `provider:${event.eventId}`);
  const about = { key, orderId, paymentId, amount, currency, requestedAt: now };
  const credit = Math.min(amount, known.credit);
  const counted = isCollected ? 0 : credit;
  await refunds(client).record({
    ...about,
    reason: 'by_provider',
    restock: false,
    providerId: event.eventId,
    counted,
  });
  await refunds(client).addToPayment(paymentId, amount);
  const dueAgain = credit - counted;
  if (dueAgain > 0) await payments(client).uncredit(payment, dueAgain);
  return { counted, dueAgain };
}
