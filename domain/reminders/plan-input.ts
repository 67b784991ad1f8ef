import type { EpochMs } from '../calendar/time-zone.ts';
import { durationMs } from '../duration.ts';
import type { Emphasis } from '../messages/message.ts';
import type { Policy } from '../policy/schema.ts';
import type { Reach, Route } from './channels.ts';
import type { MoveReason } from './find-place.ts';
import type { Conditions, Taken } from './obstacles.ts';
import type { Segment } from './segments.ts';
import { indexOfStage } from './stages.ts';
import type { Stage } from './stages.ts';

/** What became of a stage when its time came. Stages that planning itself dropped are not decided: they are planned again. */
export interface StageDecision {
  readonly stage: Stage;
  /** The instant it stood for, where it went out on time; else when it was decided. ISO UTC. */
  readonly at: string;
  readonly outcome: 'sent' | 'skipped';
}

export interface PlanInput {
  readonly placedAt: string;
  /** The time told to the buyer; null where nothing is closed by us: nothing is planned. */
  readonly deadline: string | null;
  /** What the deadline was from the order at placement, in milliseconds; left out: what it is now. Decides whether it is short. */
  readonly validityMs?: number;
  readonly now: string;
  readonly policy: Policy;
  /** The shop's zone (rules.md 23). */
  readonly zone: string;
  /** What was decided for this order so far. Empty for a new one. */
  readonly history: readonly StageDecision[];
  /** Nothing goes out before: an open problem, a buyer who said he will pay. */
  readonly holdUntil?: string;
  /** Minor units. */
  readonly amountDue: number;
  readonly lowStock: boolean;
  readonly segment: Segment;
  readonly reach: Reach;
  /** When this buyer was reminded of other orders: gap and daily cap count them. */
  readonly remindedOfOthersAt: readonly string[];
}

export interface PlannedStage {
  readonly stage: Stage;
  readonly at: string;
  readonly kind: Route['kind'];
  readonly channels: Route['channels'];
  readonly emphasis: Emphasis;
  /** Why it does not stand at its own time. */
  readonly reason?: MoveReason;
}

/** A stage that does not go out, and why. Other rules than those of planning have reasons of their own. */
export interface DroppedStage {
  readonly stage: Stage;
  readonly reason: string;
}

export interface ReminderPlan {
  /** Earliest first. */
  readonly stages: readonly PlannedStage[];
  readonly dropped: readonly DroppedStage[];
  /** Years that had to be asked for and that the calendar has no data for: staff are alerted. */
  readonly unknownYears: readonly number[];
}

/** Whether the order lives so short that fractions of its validity replace the strategy (product.md section 4). */
export function isShort({ placedAt, validityMs, policy }: PlanInput, deadline: EpochMs): boolean {
  return (validityMs ?? deadline - Date.parse(placedAt)) < durationMs(policy.reminders.shortValidity.under);
}

/** What is true for every stage of the plan before the first is placed. */
export function conditionsOf(input: PlanInput, deadline: EpochMs): Conditions {
  const { policy, zone, reach, amountDue } = input;
  const sent = input.history.filter(({ outcome }) => outcome === 'sent');
  const ofThisOrder = sent.map(({ stage, at }): Taken => taken(Date.parse(at), indexOfStage(stage) >= 0));
  const ofOthers = input.remindedOfOthersAt.map((at) => ({
    at: Date.parse(at),
    ofThisOrder: false,
    fraction: false,
  }));
  return {
    policy,
    zone,
    reach,
    amountDue,
    placedAt: Date.parse(input.placedAt),
    now: Date.parse(input.now),
    holdUntil: input.holdUntil === undefined ? -Infinity : Date.parse(input.holdUntil),
    short: isShort(input, deadline),
    taken: [...ofThisOrder, ...ofOthers],
    unknownYears: new Set(),
  };
}

/** A reminder of this order, as what is planned after it has to reckon with it. */
export function taken(at: EpochMs, ofStrategy: boolean): Taken {
  return { at, ofThisOrder: true, fraction: ofStrategy };
}
