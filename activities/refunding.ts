import { ApplicationFailure } from '@temporalio/common';
import { refunds } from '../prisma/refunds.ts';
import type { Refund } from '../prisma/refunds.ts';
import type { RefundAnswer } from '../providers/ports.ts';
import type { Dependencies } from './dependencies.ts';
import { orderStep } from './order-step.ts';
import { alertAboutRefund } from './refund-alert.ts';
import { paymentOfRefund } from './refund-meant.ts';
import { requestRefund } from './requesting-refund.ts';
import type { RequestRefund } from './requesting-refund.ts';
import { requestStep } from './request-step.ts';
import type { Carried } from './request-step.ts';
import { settleRefund } from './settling-refund.ts';

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
        await alertAboutRefund(step, refund, why);
      });
    },
  };
}

/** The call to the provider that sends money back. */
export function refundCalls(dependencies: Dependencies) {
  return {
    /** Sends a refund to the provider and records it, once; answers how it stands then. Throws while the provider can't be reached: it is tried again. */
    async sendRefund({ refundId, now }: RefundInput): Promise<Refund['state']> {
      const refund = await find(dependencies, refundId);
      if (refund.state !== 'pending') return refund.state;
      await refunds(dependencies.database.client).markStarted(refundId, now);
      const payment = await paymentOfRefund(dependencies.database.client, refund);
      const provider = dependencies.providers.get(payment.provider);
      if (!provider) throw ApplicationFailure.nonRetryable(`no provider ${payment.provider} is set up`);
      const reference = payment.reference.replace(/^event:/, '');
      const { key, orderId, amount, currency } = refund;
      const answer = await provider.refund({ key, orderId, reference, amount, currency });
      if (answer.state !== 'refunded') return notSent(dependencies, { refund, answer, now });
      const settled = { refund, payment, providerId: answer.refundId, from: 'pending' } as const;
      await orderStep(dependencies, { orderId, now }, (step) => settleRefund(step, settled));
      return 'refunded';
    },
  };
}

interface NotSent {
  readonly refund: Refund;
  readonly answer: Exclude<RefundAnswer, { state: 'refunded' }>;
  readonly now: string;
}

/** A provider that sends nothing back leaves it to a person, who says when it is done (POST /v1/refunds/{id}/done). Throws otherwise. */
async function notSent(
  dependencies: Dependencies,
  { refund, answer: { state, why }, now }: NotSent,
): Promise<'by_hand'> {
  if (state === 'unknown') throw new Error(why);
  if (state === 'refused') throw ApplicationFailure.nonRetryable(`refused: ${why}`);
  await orderStep(dependencies, { orderId: refund.orderId, now }, async (step) => {
    if (await refunds(step.client).markFailed(refund.id, why, 'by_hand'))
      await alertAboutRefund(step, refund, why, { state: 'by_hand' });
  });
  return 'by_hand';
}

async function find({ database }: Dependencies, refundId: string): Promise<Refund> {
  const refund = await refunds(database.client).find(refundId);
  if (!refund) throw ApplicationFailure.nonRetryable(`no refund ${refundId}`);
  return refund;
}
