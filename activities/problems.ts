import { between, durationMs, later } from '../domain/duration.ts';
import type { Answer, RequestOf } from '../domain/order/requests.ts';
import type { OrderState } from '../domain/order/state.ts';
import { raiseAlert } from '../prisma/alerts-to-staff.ts';
import { orderProblems } from '../prisma/order-problems.ts';
import { requestAnswers } from '../prisma/request-answers.ts';
import type { Dependencies } from './dependencies.ts';
import { moveDeadline } from './moving-deadline.ts';
import { orderStep } from './order-step.ts';
import type { OrderStep, StepInput } from './order-step.ts';
import { planAgain } from './planning.ts';
import { applyPaymentEvents } from './receiving.ts';
import { accepted, reasonNotToChange, refused, requestStep } from './request-step.ts';
import type { Carried, RequestInput } from './request-step.ts';

type Report = RequestInput & RequestOf<'report_problem'>;
type Resolve = RequestInput & RequestOf<'resolve_problem'>;

/** A buyer's problem holds reminders and closing, at most `problemPauseMax` in all, and gives the time back (rules.md 19). */
export function problemSteps(dependencies: Dependencies) {
  return {
    async reportProblem(input: Report): Promise<Carried> {
      return requestStep(dependencies, input, (step) => report(step, input));
    },

    async resolveProblem(input: Resolve): Promise<Carried> {
      return requestStep(dependencies, input, (step) => resolve(step, input));
    },

    /** The pause is used up although the problem is not resolved: its time is given back, and the order goes on. */
    async endPause(input: StepInput): Promise<OrderState> {
      const { state } = await orderStep(dependencies, input, async (step) => {
        await applyPaymentEvents(step);
        await giveTimeBack(step, 'pause_used_up');
      });
      return state;
    },
  };
}

async function report(step: OrderStep, { problemId, problem: kind, noteId }: Report): Promise<Answer> {
  const refusal = reasonNotToChange(step);
  if (refusal) return refusal;
  const { id, row } = step.order();
  const note = (await requestAnswers(step.client).note(noteId)) ?? '';
  await orderProblems(step.client).open({ id: problemId, orderId: id, kind, note, at: step.now });
  await raiseAlert(step.client, {
    key: `problem/${problemId}`,
    kind: 'problem_reported',
    subject: id,
    facts: { problem: problemId, kind },
    at: step.now,
  });
  const used = Number(row.problemPauseMs);
  if (!row.pausedSince && pauseLeft(step) > 0)
    await step.change({ pausedSince: new Date(step.now), closingSince: null });
  step.tell({
    kind: 'problem_reported',
    reason: kind,
    actor: 'buyer',
    facts: { problem: problemId, pauseUsedMs: used },
  });
  return accepted;
}

async function resolve(step: OrderStep, { problemId }: Resolve): Promise<Answer> {
  const problems = orderProblems(step.client);
  if (!(await problems.resolve(problemId, step.order().id, step.now)))
    return refused('problem_not_found', { problem: problemId });
  step.tell({ kind: 'problem_resolved', actor: 'staff', facts: { problem: problemId } });
  if (!(await problems.anyOpen(step.order().id))) await giveTimeBack(step, 'problem_resolved');
  return accepted;
}

/** Ends the pause for open problems, if there is one: what it took is given back. */
export async function giveTimeBack(step: OrderStep, because: string): Promise<void> {
  if (!step.order().row.pausedSince) return;
  await endWithDeadlineMoved(step, because);
  await planAgain(step, because);
}

/** Gives back what the pause has taken so far; the problem is still open, so it goes on while any of `problemPauseMax` is left. */
export async function giveTimeBackSoFar(step: OrderStep, because: string): Promise<void> {
  if (!step.order().row.pausedSince) return;
  await endWithDeadlineMoved(step, because);
  if (pauseLeft(step) > 0) await step.change({ pausedSince: new Date(step.now) });
}

/** The deadline as it is with what an open problem has taken up to now, which will be given back (rules.md 19); null where there is none. */
export function deadlineInEffect(step: OrderStep): string | null {
  const { deadline } = step.order();
  return deadline === null ? null : later(deadline, takenByPause(step));
}

async function endWithDeadlineMoved(step: OrderStep, because: string): Promise<void> {
  const { row, deadline } = step.order();
  const taken = takenByPause(step);
  await step.change({ pausedSince: null, problemPauseMs: Number(row.problemPauseMs) + taken });
  await moveDeadline(step, taken);
  step.tell({
    kind: 'extended',
    reason: because,
    facts: { from: deadline, to: step.order().deadline, gaveBackMs: taken },
  });
}

function takenByPause(step: OrderStep): number {
  const { pausedSince } = step.order().row;
  return pausedSince ? Math.min(pauseLeft(step), between(pausedSince.toISOString(), step.now)) : 0;
}

/** Milliseconds for which problems may still hold the order. */
function pauseLeft(step: OrderStep): number {
  return durationMs(step.policy.payment.problemPauseMax) - Number(step.order().row.problemPauseMs);
}
