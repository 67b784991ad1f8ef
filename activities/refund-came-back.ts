import { durationMs, later } from '../domain/duration.ts';
import { countedOf } from '../domain/payment/refund-counts.ts';
import { isSentAgain } from '../domain/payment/refund-failure.ts';
import type { UnappliedEvent } from '../prisma/unapplied-events.ts';
import { refunds } from '../prisma/refunds.ts';
import type { Refund } from '../prisma/refunds.ts';
import type { OrderStep } from './order-step.ts';
import { alertAboutRefund } from './refund-alert.ts';
import { paymentOfRefund, requireRefundMeant } from './refund-meant.ts';

/**
 * Money that the provider had taken to give back has not arrived and is with it again: it no longer counts as refunded, staff are told,
 * and it is sent once more, under a key of its own, where the failure may pass. How the order ended stays as it is: the buyer still has
 * a right to the money.
 */
export async function refundCameBack(step: OrderStep, event: UnappliedEvent, code: string): Promise<void> {
  const refund = await requireRefundMeant(step, event);
  const counted = refund.state === 'refunded' ? await takeBack(step, refund) : 0;
  if (!(await refunds(step.client).markCameBack(refund.id, code)))
    throw new Error(`refund ${refund.id} was settled under its order's lock`);
  const again = isSentAgain(refund, code) ? await sendAgain(step, refund) : {};
  const { id, paymentId: payment, amount, currency } = refund;
  step.tell({
    kind: 'refund_failed',
    reason: code,
    actor: 'provider',
    facts: { refund: id, payment, amount, currency, counted, ...again },
  });
  await alertAboutRefund(step, refund, code, again);
}

/** Answers how much less counts as refunded from the order. */
async function takeBack(step: OrderStep, refund: Refund): Promise<number> {
  const payment = await paymentOfRefund(step.client, refund);
  const counted = countedOf(refund, payment);
  await refunds(step.client).addToPayment(payment.id, -refund.amount);
  if (counted > 0) await step.change({ amountRefunded: step.order().amountRefunded - counted });
  return counted;
}

/** A refund of its own, which the relay sends when its time has come. */
async function sendAgain(
  step: OrderStep,
  { id, key, orderId, paymentId, amount, currency, reason, restock }: Refund,
): Promise<{ readonly again: string; readonly sendAt: string }> {
  const sendAt = later(step.now, durationMs(step.policy.payment.refundAgainAfter));
  const again = await refunds(step.client).request({
    key: `${key}/again`,
    orderId,
    paymentId,
    amount,
    currency,
    reason,
    restock,
    retryOf: id,
    requestedAt: step.now,
    sendAt,
  });
  return { again: again.id, sendAt };
}
