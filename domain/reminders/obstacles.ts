import { SECOND, durationMs } from '../duration.ts';
import { localDateAt, startOfDay, startOfNextDay } from '../calendar/local-time.ts';
import { endOfQuiet, isQuietAt } from '../calendar/quiet-hours.ts';
import type { EpochMs } from '../calendar/time-zone.ts';
import {
  isUnknownYear,
  nextSendingDay,
  reasonNotToSendOn,
  watchesCalendar,
} from '../calendar/working-days.ts';
import type { Policy } from '../policy/schema.ts';
import { routeOf } from './channels.ts';
import type { Reach } from './channels.ts';

/** Why a reminder can't go out at an instant. */
export type ObstacleReason =
  'quiet_hours' | 'holiday' | 'weekend' | 'too_soon' | 'gap' | 'order_cap' | 'daily_cap' | 'held' | 'overdue';

/** What is in the way, and until when at least: infinity when it will not go away. */
export interface Obstacle {
  readonly reason: ObstacleReason;
  readonly until: EpochMs;
}

/** A reminder that was sent or is planned. */
export interface Taken {
  readonly at: EpochMs;
  /** Of this order, or another of the same buyer. */
  readonly ofThisOrder: boolean;
  /** A fraction of a short validity: gap and daily cap do not apply among these (product.md section 4). */
  readonly fraction: boolean;
}

/** All that decides whether a reminder of an order may go out at some instant. */
export interface Conditions {
  readonly policy: Policy;
  readonly zone: string;
  readonly placedAt: EpochMs;
  readonly now: EpochMs;
  /** Reminders are held until then: an open problem, a buyer who said he will pay. */
  readonly holdUntil: EpochMs;
  readonly reach: Reach;
  readonly amountDue: number;
  readonly short: boolean;
  readonly taken: readonly Taken[];
  /** Told of every year that is asked for and has no calendar. */
  readonly unknownYears: Set<number>;
}

type Rule = (at: EpochMs, conditions: Conditions) => Obstacle | undefined;

/** The rules for all strategies, in the order of product.md section 4; the first that objects is the reason. */
const rules: readonly Rule[] = [quietHours, daysOff, firstMinutes, gap, orderCap, dailyCap, hold, past];

/** What keeps a reminder from going out at `at`, or undefined when it may. */
export function obstacleAt(at: EpochMs, conditions: Conditions): Obstacle | undefined {
  for (const rule of rules) {
    const obstacle = rule(at, conditions);
    if (obstacle) return obstacle;
  }
  return undefined;
}

function quietHours(at: EpochMs, { policy, zone, ...order }: Conditions): Obstacle | undefined {
  const quiet = policy.reminders.quietHours;
  if (!isQuietAt(at, quiet, zone)) return undefined;
  if (routeOf({ ...order, quiet: true }, policy.reminders)) return undefined;
  return { reason: 'quiet_hours', until: endOfQuiet(at, quiet, zone) };
}

function daysOff(at: EpochMs, { policy, zone, unknownYears }: Conditions): Obstacle | undefined {
  const { calendar } = policy;
  if (!watchesCalendar(calendar)) return undefined;
  const date = localDateAt(at, zone);
  if (isUnknownYear(date, calendar)) unknownYears.add(Number(date.slice(0, 4)));
  const reason = reasonNotToSendOn(date, calendar);
  if (!reason) return undefined;
  const next = nextSendingDay(date, calendar);
  return { reason, until: next ? startOfDay(next, zone) : Infinity };
}

function firstMinutes(at: EpochMs, { policy, placedAt }: Conditions): Obstacle | undefined {
  const until = placedAt + durationMs(policy.reminders.notBefore);
  return at < until ? { reason: 'too_soon', until } : undefined;
}

function orderCap(_at: EpochMs, { policy, taken }: Conditions): Obstacle | undefined {
  const ofOrder = taken.filter(({ ofThisOrder }) => ofThisOrder);
  return ofOrder.length >= policy.reminders.maxPerOrder
    ? { reason: 'order_cap', until: Infinity }
    : undefined;
}

/** Two never go out at once, also where the policy has no gap to keep: then they are a second apart. */
const SMALLEST_GAP = SECOND;

/** Between two fractions there is no gap to keep, but the earlier never goes out with or after the later. */
function gap(at: EpochMs, { policy, short, taken }: Conditions): Obstacle | undefined {
  const length = Math.max(durationMs(policy.reminders.gap), SMALLEST_GAP);
  for (const other of taken) {
    if (short && other.fraction) {
      if (other.at >= at) return { reason: 'gap', until: Infinity };
    } else if (Math.abs(at - other.at) < length) return { reason: 'gap', until: other.at + length };
  }
  return undefined;
}

function dailyCap(at: EpochMs, { policy, zone, short, taken }: Conditions): Obstacle | undefined {
  const cap = policy.reminders.maxPerCustomerPerDay;
  if (cap === 0) return { reason: 'daily_cap', until: Infinity };
  const counted = taken.filter((other) => !(short && other.fraction));
  if (counted.length < cap) return undefined;
  const date = localDateAt(at, zone);
  const sameDay = counted.filter((other) => localDateAt(other.at, zone) === date);
  return sameDay.length >= cap ? { reason: 'daily_cap', until: startOfNextDay(at, zone) } : undefined;
}

function hold(at: EpochMs, { holdUntil }: Conditions): Obstacle | undefined {
  return at < holdUntil ? { reason: 'held', until: holdUntil } : undefined;
}

function past(at: EpochMs, { now }: Conditions): Obstacle | undefined {
  return at < now ? { reason: 'overdue', until: now } : undefined;
}
