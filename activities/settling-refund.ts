import { countedOf } from '../domain/payment/refund-counts.ts';
import type { Payment } from '../prisma/payments.ts';
import { refunds } from '../prisma/refunds.ts';
import type { Refund } from '../prisma/refunds.ts';
import { queueMessages, serviceChannels } from './messages.ts';
import type { OrderStep } from './order-step.ts';

export interface RefundToSettle {
  readonly refund: Refund;
  readonly payment: Payment;
  readonly providerId: string;
  /** Who sent it: the provider, or a person (`by_hand`). */
  readonly from: 'pending' | 'by_hand';
}

/** Money has gone back: it counts on payment and order, the journal tells it, and the buyer is told. Once. */
export async function settleRefund(
  step: OrderStep,
  { refund, payment, providerId, from }: RefundToSettle,
): Promise<void> {
  const counted = countedOf(refund, payment);
  if (!(await refunds(step.client).markRefunded(refund.id, from, { providerId, at: step.now, counted })))
    return;
  await refunds(step.client).addToPayment(payment.id, refund.amount);
  if (counted > 0) await step.change({ amountRefunded: step.order().amountRefunded + counted });
  const { amount, currency, reason } = refund;
  const byHand = from === 'by_hand';
  step.tell({
    kind: 'refunded',
    reason,
    actor: byHand ? 'staff' : 'provider',
    facts: {
      refund: refund.id,
      payment: payment.id,
      amount,
      currency,
      ...(byHand ? { by: 'hand', reference: providerId } : {}),
    },
  });
  await queueMessages(step, {
    purpose: 'refunded',
    stage: refund.id,
    channels: serviceChannels,
    extras: { refundedAmount: amount, reason: wordsFor(reason) },
  });
}

/** The refund's reason as messages have words for it (domain/messages/message.ts); others are told in general words. */
function wordsFor(reason: string): string {
  const words: Readonly<Record<string, string>> = {
    late: 'late_payment',
    order_closed: 'late_payment',
    already_paid: 'duplicate',
    excess: 'overpaid',
  };
  return words[reason] ?? reason;
}
