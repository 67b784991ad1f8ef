import { between } from '../duration.ts';
import { isWorthACall } from '../reminders/channels.ts';
import { emphasisFor } from '../reminders/emphasis.ts';
import { nextLegalInstant, planReminders } from '../reminders/plan.ts';
import type { PlanInput, PlannedStage, ReminderPlan } from '../reminders/plan-input.ts';
import { isShort } from '../reminders/plan-input.ts';

/** Whether an order's buyer may still be called: fewer than the policy's tries went unanswered. */
export function mayCallAgain(unanswered: number, { tries }: { readonly tries: number }): boolean {
  return unanswered < tries;
}

/**
 * The plan of an order after `unanswered` calls that nobody answered. With slots and cut-offs the next stage is the next try.
 * The strategy `delay` names one instant only, so the next try stands at the next legal one (rules.md 22), and the last call
 * gets what is left.
 */
export function withNextTry(plan: ReminderPlan, input: PlanInput, unanswered: number): ReminderPlan {
  const stage = `call_again_${unanswered}`;
  if (unanswered === 0 || !needsStageOfItsOwn(input) || input.history.some((entry) => entry.stage === stage))
    return plan;
  const at = nextLegalInstant(input.now, input);
  if (at === undefined) return plan;
  const rest = planReminders({ ...input, history: [...input.history, { stage, at, outcome: 'sent' }] });
  const stages = [nextTry(stage, at, input), ...rest.stages];
  return { ...rest, stages: stages.toSorted((a, b) => between(b.at, a.at)) };
}

function needsStageOfItsOwn(input: PlanInput): boolean {
  const { policy, deadline, reach, amountDue } = input;
  const { reminders } = policy;
  if (!reminders.enabled || reminders.strategy !== 'delay' || deadline === null) return false;
  return reach.call && isWorthACall(amountDue, reminders) && !isShort(input, Date.parse(deadline));
}

function nextTry(stage: string, at: string, { policy, zone, segment, lowStock }: PlanInput): PlannedStage {
  const emphasis = emphasisFor({ at: Date.parse(at), zone, segment, lowStock }, policy.reminders);
  return { stage, at, kind: 'call', channels: ['call'], emphasis };
}
