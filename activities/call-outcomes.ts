import { callOutcomes, isClaimedByAnother, stateAt } from '../domain/call-tasks/call-task.ts';
import type { CallOutcome, CallTask } from '../domain/call-tasks/call-task.ts';
import type { Answer, RequestOf } from '../domain/order/requests.ts';
import { callTasks } from '../prisma/call-tasks.ts';
import { requestAnswers } from '../prisma/request-answers.ts';
import { carryOutOutcome } from './call-effects.ts';
import { cancel } from './cancelling.ts';
import type { Dependencies } from './dependencies.ts';
import type { OrderStep } from './order-step.ts';
import { accepted, refused, requestStep } from './request-step.ts';
import type { Carried, RequestInput } from './request-step.ts';

export type TakeOutcome = RequestInput & RequestOf<'call_outcome'>;

/** What came of a call, and what follows from it (product.md section 4, "Call tasks"). */
export function callOutcomeSteps(dependencies: Dependencies) {
  return {
    /** Finishes the call task and does what its outcome asks for, all in one transaction. */
    async takeCallOutcome(input: TakeOutcome): Promise<Carried> {
      return requestStep(dependencies, input, (step) => takeOutcome(step, input));
    },
  };
}

async function takeOutcome(step: OrderStep, input: TakeOutcome): Promise<Answer | 'ask_first'> {
  const task = await callTasks(step.client).find(input.taskId);
  const outcome = callOutcomes.find((known) => known === input.outcome);
  if (!task || !outcome || task.orderId !== step.order().id)
    return refused('call_task_not_found', { id: input.taskId });
  const refusal = reasonNotToTake(step, task, input);
  if (refusal) return refusal;
  const gift = outcome === 'not_wanted' && input.gift ? await giftFor(step) : null;
  if (gift === undefined) return refused('no_gift', { orderId: task.orderId });
  if (outcome === 'not_wanted' && gift === null) {
    const cancelled = await cancel(step, { ...input, reason: input.reason ?? 'other', by: 'buyer' });
    if (cancelled === 'ask_first' || !cancelled.accepted) return cancelled;
  }
  await finish(step, { task, outcome, gift }, input);
  await carryOutOutcome(step, { task, outcome, gift, contactId: input.contactId });
  return accepted;
}

function reasonNotToTake(step: OrderStep, task: CallTask, { key }: TakeOutcome): Answer | undefined {
  const state = stateAt(task, step.now);
  if (state === 'done') return refused('call_task_done', { outcome: task.outcome });
  if (state === 'withdrawn' || step.order().status !== 'awaiting_payment')
    return refused('call_task_withdrawn', { reason: task.withdrawnReason ?? 'not_awaiting_payment' });
  return isClaimedByAnother(task, key, step.now)
    ? refused('already_claimed', { claimExpiresAt: task.claimExpiresAt })
    : undefined;
}

/** What the policy allows to offer to a buyer who does not want his order, once per order; undefined where there is nothing. */
async function giftFor(step: OrderStep): Promise<string | undefined> {
  const { gift } = step.policy.callTasks;
  return gift === null || (await callTasks(step.client).anyGift(step.order().id)) ? undefined : gift.text;
}

async function finish(
  step: OrderStep,
  { task, outcome, gift }: { task: CallTask; outcome: CallOutcome; gift: string | null },
  { reason = null, noteId }: { readonly reason?: string | null | undefined; readonly noteId?: string },
): Promise<void> {
  const note = (await requestAnswers(step.client).note(noteId)) ?? null;
  await callTasks(step.client).finish(task.id, { outcome, reason, note, gift, at: step.now });
  const { id, stage, attempt } = task;
  const facts = {
    task: id,
    stage,
    attempt,
    ...(reason === null ? {} : { why: reason }),
    gift: gift !== null,
  };
  step.tell({ kind: 'call_outcome', reason: outcome, actor: 'staff', facts });
}
