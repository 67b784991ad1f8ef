import { ApplicationFailure } from '@temporalio/common';
import { raiseAlert } from '../prisma/alerts-to-staff.ts';
import { payments } from '../prisma/payments.ts';
import type { Payment } from '../prisma/payments.ts';
import { refunds } from '../prisma/refunds.ts';
import type { Refund } from '../prisma/refunds.ts';
import type { Dependencies } from './dependencies.ts';
import { queueMessages, serviceChannels } from './messages.ts';
import { orderStep } from './order-step.ts';
import { requestRefund } from './requesting-refund.ts';
import type { RequestRefund } from './requesting-refund.ts';
import { requestStep } from './request-step.ts';
import type { Carried } from './request-step.ts';

export interface RefundInput {
  readonly refundId: string;
  readonly now: string;
}

/** Refunds that staff ask for, and the settling of every refund. */
export function refundSteps(dependencies: Dependencies) {
  return {
    /** Asks for money of a paid order to go back (rules.md 17). */
    async requestRefund(input: RequestRefund): Promise<Carried> {
      return requestStep(dependencies, input, (step) => requestRefund(step, input));
    },

    /** The provider has given up for good, or days of trying have passed: a person has to look. */
    async refundFailed({ refundId, now, why }: RefundInput & { readonly why: string }): Promise<void> {
      const refund = await find(dependencies, refundId);
      await orderStep(dependencies, { orderId: refund.orderId, now }, async (step) => {
        if (!(await refunds(step.client).markFailed(refundId, why))) return;
        const facts = { refund: refundId, amount: refund.amount, currency: refund.currency, why };
        await raiseAlert(step.client, {
          key: `refund_failed/${refundId}`,
          kind: 'refund_failed',
          subject: refund.orderId,
          facts,
          at: now,
        });
        step.tell({ kind: 'alert', reason: 'refund_failed', facts });
      });
    },
  };
}

/** The call to the provider that sends money back. */
export function refundCalls(dependencies: Dependencies) {
  return {
    /** Sends a refund to the provider and records it, once. Throws while the provider can't be reached: it is tried again. */
    async sendRefund({ refundId, now }: RefundInput): Promise<void> {
      const refund = await find(dependencies, refundId);
      if (refund.state !== 'pending') return;
      await refunds(dependencies.database.client).markStarted(refundId, now);
      const payment = await paymentOf(dependencies, refund);
      const provider = dependencies.providers.get(payment.provider);
      if (!provider) throw ApplicationFailure.nonRetryable(`no provider ${payment.provider} is set up`);
      const reference = payment.reference.replace(/^event:/, '');
      const { key, orderId, amount, currency } = refund;
      const answer = await provider.refund({ key, orderId, reference, amount, currency });
      if (answer.state === 'unknown') throw new Error(answer.why);
      if (answer.state === 'refused') throw ApplicationFailure.nonRetryable(`refused: ${answer.why}`);
      await settleRefund(dependencies, { refund, payment, providerId: answer.refundId, now });
    },
  };
}

interface Settling {
  readonly refund: Refund;
  readonly payment: Payment;
  readonly providerId: string;
  readonly now: string;
}

async function settleRefund(
  dependencies: Dependencies,
  { refund, payment, providerId, now }: Settling,
): Promise<void> {
  await orderStep(dependencies, { orderId: refund.orderId, now }, async (step) => {
    if (!(await refunds(step.client).markRefunded(refund.id, providerId, now))) return;
    await refunds(step.client).addToPayment(payment.id, refund.amount);
    const { amountRefunded } = step.order();
    // Only money that counted on the order counts as refunded from it: an excess or a late payment never did.
    const counted = Math.min(refund.amount, payment.credited);
    if (counted > 0 && refund.reason !== 'excess')
      await step.change({ amountRefunded: amountRefunded + counted });
    const { amount, currency, reason } = refund;
    step.tell({
      kind: 'refunded',
      reason,
      actor: 'provider',
      facts: { refund: refund.id, payment: payment.id, amount, currency },
    });
    await queueMessages(step, {
      purpose: 'refunded',
      stage: refund.id,
      channels: serviceChannels,
      extras: { refundedAmount: amount, reason: wordsFor(reason) },
    });
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

async function find({ database }: Dependencies, refundId: string): Promise<Refund> {
  const refund = await refunds(database.client).find(refundId);
  if (!refund) throw ApplicationFailure.nonRetryable(`no refund ${refundId}`);
  return refund;
}

async function paymentOf({ database }: Dependencies, refund: Refund): Promise<Payment> {
  const payment = (await payments(database.client).ofOrder(refund.orderId)).find(
    ({ id }) => id === refund.paymentId,
  );
  if (!payment) throw ApplicationFailure.nonRetryable(`refund ${refund.id} has no payment`);
  return payment;
}
