import { isQuietAt } from '../calendar/quiet-hours.ts';
import type { EpochMs } from '../calendar/time-zone.ts';
import { durationMs } from '../duration.ts';
import { routeOf } from './channels.ts';
import { emphasisFor } from './emphasis.ts';
import { findInstant } from './find-place.ts';
import type { MoveReason } from './find-place.ts';
import { obstacleAt } from './obstacles.ts';
import type { Conditions } from './obstacles.ts';
import { conditionsOf } from './plan-input.ts';
import type { PlanInput, PlannedStage, ReminderPlan } from './plan-input.ts';
import { indexOfStage, lastCall, stageAt } from './stages.ts';
import { placeStages, withStages } from './strategies.ts';
import type { FoundStage } from './strategies.ts';

/**
 * When an order's reminders go out: the stages still to be decided, moved to where the rules allow them or dropped with a
 * reason (product.md section 4, rules.md 22 and 23). The strategy's stages take their places first, the last call gets what is
 * left. Planning is the same at any later time as long as facts and deadline are: with what was sent as history, what is
 * still to come does not move. So it is called again after every change of the deadline, and when a stage could not go out:
 * a stage whose time has passed without a decision is moved like any other that can't be sent. Whether a reminder is right
 * at all is decided when it is sent (`reasonNotToRemind`).
 */
export function planReminders(input: PlanInput): ReminderPlan {
  if (input.deadline === null) return noReminders('no_deadline');
  if (!input.policy.reminders.enabled) return noReminders('reminders_disabled');
  const deadline = Date.parse(input.deadline);
  const conditions = conditionsOf(input, deadline);
  const stretch = { placedAt: conditions.placedAt, deadline, decided: decidedStages(input) };
  const ofStrategy = placeStages(stretch, conditions);
  const found = [...ofStrategy, ...lastCallOf(input, deadline, withStages(conditions, ofStrategy))];
  return {
    stages: found.flatMap((stage) => planned(stage, input, conditions)).toSorted(byTime),
    dropped: found.flatMap(({ stage, at, reason }) => (at === undefined ? [{ stage, reason }] : [])),
    unknownYears: [...conditions.unknownYears].toSorted((a, b) => a - b),
  };
}

/** The plan of an order that is not reminded at all: its first stage is dropped for this reason. */
export function noReminders(reason: string): ReminderPlan {
  return { stages: [], dropped: [{ stage: stageAt(0), reason }], unknownYears: [] };
}

/** The plan with every stage dropped for one reason, which goes before that of any stage: for rules that hold at any time. */
export function withoutReminders(
  { stages, dropped, unknownYears }: ReminderPlan,
  reason: string,
): ReminderPlan {
  return {
    stages: [],
    dropped: [...stages, ...dropped].map(({ stage }) => ({ stage, reason })),
    unknownYears,
  };
}

/**
 * What the rules of planning have against a reminder at this very instant, or undefined when it may go out: for the moment of
 * sending, which may be later than planned. History and the buyer's other reminders are those of that moment.
 */
export function reasonNotToSendAt(at: string, input: PlanInput): MoveReason | undefined {
  if (input.deadline === null || Date.parse(at) >= Date.parse(input.deadline)) return 'after_deadline';
  return obstacleAt(Date.parse(at), conditionsOf({ ...input, now: at }, Date.parse(input.deadline)))?.reason;
}

/** The first instant from `at` on, before the deadline, at which a reminder of this order may go out; undefined where there is none. */
export function nextLegalInstant(at: string, input: PlanInput): string | undefined {
  if (input.deadline === null) return undefined;
  const deadline = Date.parse(input.deadline);
  const found = findInstant({ start: Date.parse(at), end: deadline }, conditionsOf(input, deadline));
  return found.at === undefined ? undefined : new Date(found.at).toISOString();
}

function decidedStages({ history }: PlanInput): ReadonlyMap<number, EpochMs> {
  const ofStrategy = history.filter(({ stage }) => indexOfStage(stage) >= 0);
  return new Map(ofStrategy.map(({ stage, at }) => [indexOfStage(stage), Date.parse(at)]));
}

/** The last call stands at its instant or nowhere; orders of short validity have none. */
function lastCallOf({ policy, history }: PlanInput, deadline: EpochMs, conditions: Conditions): FoundStage[] {
  const isDecided = history.some(({ stage }) => stage === lastCall);
  if (conditions.short || isDecided) return [];
  const at = deadline - durationMs(policy.reminders.lastCall);
  if (at >= deadline) return [{ stage: lastCall, at: undefined, reason: 'after_deadline' }];
  const obstacle = obstacleAt(at, conditions);
  return [obstacle ? { stage: lastCall, at: undefined, reason: obstacle.reason } : { stage: lastCall, at }];
}

function planned(
  { stage, at, reason }: FoundStage,
  input: PlanInput,
  conditions: Conditions,
): PlannedStage[] {
  if (at === undefined) return [];
  const { policy, zone, segment, lowStock } = input;
  const quiet = isQuietAt(at, policy.reminders.quietHours, zone);
  const route = routeOf({ ...conditions, quiet }, policy.reminders);
  if (!route) throw new Error(`stage ${stage} was planned in quiet hours without a channel for them`);
  const emphasis = emphasisFor({ at, zone, segment, lowStock }, policy.reminders);
  const stands = { stage, at: new Date(at).toISOString(), ...route, emphasis };
  return [reason ? { ...stands, reason } : stands];
}

function byTime(a: PlannedStage, b: PlannedStage): number {
  return Date.parse(a.at) - Date.parse(b.at);
}
