import type { Answer, RequestOf } from '../domain/order/requests.ts';
import { between, durationMs, later } from '../domain/duration.ts';
import type { Dependencies } from './dependencies.ts';
import { moveDeadline } from './moving-deadline.ts';
import type { OrderStep } from './order-step.ts';
import { planAgain } from './planning.ts';
import { deadlineInEffect, giveTimeBackSoFar } from './problems.ts';
import { accepted, reasonNotToChange, refused, requestStep } from './request-step.ts';
import type { Carried, RequestInput } from './request-step.ts';

type Extend = RequestInput & RequestOf<'extend'>;

/**
 * More time to pay: once for the buyer, within the policy's limit for staff (product.md section 2). Until the deadline, which an open
 * problem puts off (rules.md 18, 19): what it has taken so far is given back first, so that the answer names the deadline as it is.
 */
export function extendingSteps(dependencies: Dependencies) {
  return {
    async extendDeadline(input: Extend): Promise<Carried> {
      return requestStep(dependencies, input, (step) => extend(step, input));
    },
  };
}

async function extend(step: OrderStep, { by, until }: Extend): Promise<Answer> {
  const refusal = reasonNotToChange(step) ?? reasonNotToExtend(step, by, until);
  if (refusal) return refusal;
  await giveTimeBackSoFar(step, 'extended_meanwhile');
  const { deadline, extensionsUsed } = step.order();
  if (deadline === null) return refused('no_deadline');
  const to = until ?? later(deadline, durationMs(step.policy.extension.buyer));
  await moveDeadline(step, between(deadline, to));
  if (by === 'buyer') await step.change({ extensionsUsed: extensionsUsed + 1 });
  step.tell({ kind: 'extended', reason: `by_${by}`, actor: by, facts: { from: deadline, to } });
  await planAgain(step, 'extended');
  return accepted;
}

function reasonNotToExtend(
  step: OrderStep,
  by: 'buyer' | 'staff',
  until: string | undefined,
): Answer | undefined {
  const { extensionsUsed } = step.order();
  const deadline = deadlineInEffect(step);
  const { buyerTimes, staffMax } = step.policy.extension;
  if (deadline === null) return refused('no_deadline');
  if (between(deadline, step.now) >= 0) return refused('deadline_passed', { deadline });
  if (by === 'buyer' && extensionsUsed >= buyerTimes)
    return refused('extension_used', { allowed: buyerTimes });
  if (until === undefined) return undefined;
  if (between(deadline, until) <= 0) return refused('extension_too_short', { deadline });
  const latest = later(step.now, durationMs(staffMax));
  return between(latest, until) > 0 ? refused('extension_too_long', { latest }) : undefined;
}
