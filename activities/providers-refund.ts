import { payments, refundKey } from '../prisma/payments.ts';
import type { UnappliedEvent } from '../prisma/unapplied-events.ts';
import { refunds } from '../prisma/refunds.ts';
import { alertAbout, factsOf } from './event-facts.ts';
import type { OrderStep } from './order-step.ts';
import { paymentsLeft } from '../prisma/payments-left.ts';

/** The provider gave money back by itself: it is recorded as its own, is not ours to give again, and staff are told (rules.md 17). */
export async function recordProvidersRefund(step: OrderStep, event: UnappliedEvent): Promise<void> {
  await countProvidersRefund(step, event);
  await alertAbout(step, event, 'refunded_by_provider');
}

/** Lets a refund of the provider's own count, as far as its payment is known; the journal says how much that is. */
export async function countProvidersRefund(step: OrderStep, event: UnappliedEvent): Promise<void> {
  const counted = await keep(step, event);
  if (counted > 0) await step.change({ amountRefunded: step.order().amountRefunded + counted });
  step.tell({
    kind: 'refunded',
    reason: 'by_the_provider',
    actor: 'provider',
    facts: { ...factsOf(event), counted },
  });
}

/** Writes the refund down, at most what is left of its payment; answers how much of that had counted on the order. */
async function keep({ client, now }: OrderStep, event: UnappliedEvent): Promise<number> {
  const payment = await payments(client).known(event);
  if (!payment || payment.currency !== event.currency) return 0;
  const { id: paymentId, orderId, currency } = payment;
  const known = (await paymentsLeft(client, orderId)).find((entry) => entry.payment.id === paymentId);
  const amount = Math.min(event.amount, known?.left ?? 0);
  if (!known || amount <= 0) return 0;
  const key = refundKey(paymentId, `provider:${event.eventId}`);
  const about = { key, orderId, paymentId, amount, currency, requestedAt: now };
  const counted = Math.min(amount, known.credit);
  await refunds(client).record({
    ...about,
    reason: 'by_provider',
    restock: false,
    providerId: event.eventId,
    counted,
  });
  await refunds(client).addToPayment(paymentId, amount);
  return counted;
}
