import { between, durationMs } from '../duration.ts';
import type { ClosedReason } from '../order/order.ts';
import type { OrderStatus } from '../order/status.ts';
import { helpFor } from '../payment/failure-help.ts';
import type { Policy } from '../policy/schema.ts';
import { standingLevels } from '../validity/standing-level.ts';
import type { StandingLevel } from '../validity/standing-level.ts';

export type StandingPolicy = Policy['standing'];

/** What a level follows from, read under the buyer's lock. */
export interface StandingRecord {
  /** The stored level. */
  readonly level: StandingLevel;
  /** The level the last improvement, or the staff, left the buyer at: no close that stops counting lifts him above it. */
  readonly base: StandingLevel;
  /** Unpaid closes within the window and since the last improvement (rules.md 34). */
  readonly unpaidCloses: number;
  /** Instalments that became overdue in the same stretch of time, paid by now or not. */
  readonly overdueInstalments: number;
}

/** An order as it is closed. */
export interface ClosingOrder {
  readonly status: OrderStatus;
  readonly closedReason: ClosedReason | null;
  readonly placedAt: string;
  readonly closedAt: string;
  /** The code with which its last attempt to pay failed; null when it had none, or a later one did not fail. */
  readonly failureCode: string | null;
  /** Since when closing had to wait for the provider; null when it had not to. */
  readonly closingSince: string | null;
}

/**
 * Whether a close counts against the buyer (rules.md 34): the deadline has passed, or he has cancelled after the time that is
 * forgiven. Not: staff, sold out, merged, superseded, refunded, rejected, and what a provider is at fault for, which is an attempt
 * that failed on its side, or `providerAwayFor` in which it could not be reached: it could not have taken his money either.
 */
export function isUnpaidClose(order: ClosingOrder, policy: StandingPolicy): boolean {
  if (order.status === 'expired') return !isProvidersFault(order, policy);
  const forgiven = durationMs(policy.forgiveCancelWithin);
  return order.closedReason === 'cancelled_by_buyer' && between(order.placedAt, order.closedAt) > forgiven;
}

function isProvidersFault(
  { failureCode, closingSince, closedAt }: ClosingOrder,
  { providerAwayFor }: StandingPolicy,
): boolean {
  if (failureCode !== null && helpFor(failureCode).code === 'network') return true;
  return closingSince !== null && between(closingSince, closedAt) >= durationMs(providerAwayFor);
}

/** The level so many unpaid closes lead to (product.md section 9). */
export function levelFor(unpaidCloses: number, policy: StandingPolicy): StandingLevel {
  if (unpaidCloses >= policy.blockedAt) return 'blocked';
  if (unpaidCloses >= policy.restrictedAt) return 'restricted';
  return unpaidCloses >= policy.watchAt ? 'watch' : 'good';
}

/** Unpaid closes, and overdue instalments as so many of them as the policy says: what a level follows from. */
export function countedAgainst(
  { unpaidCloses, overdueInstalments }: Pick<StandingRecord, 'unpaidCloses' | 'overdueInstalments'>,
  { overdueInstalment }: StandingPolicy,
): number {
  return unpaidCloses + overdueInstalments * overdueInstalment;
}

/** The level after an unpaid close or an overdue instalment, which `record` counts already: never better than before. */
export function levelAfterClose(record: StandingRecord, policy: StandingPolicy) {
  return worse(record.level, levelFor(countedAgainst(record, policy), policy));
}

/**
 * The level after so many paid orders in a row since the last close or improvement: one step better at `paidToImprove`. Good stays
 * good, and `blocked` is left by staff only (rules.md 34).
 */
export function levelAfterPayment(
  level: StandingLevel,
  paidInRow: number,
  { paidToImprove }: StandingPolicy,
): StandingLevel {
  if (level === 'good' || level === 'blocked' || paidInRow < paidToImprove) return level;
  return level === 'restricted' ? 'watch' : 'good';
}

/**
 * The level once an expired order was taken up again (rules.md 15), whose close `record` counts no longer: where that close made the
 * difference it is taken back, though not above what the last improvement or the staff had left the buyer at.
 */
export function levelAfterTakingUp(record: StandingRecord, policy: StandingPolicy): StandingLevel {
  const { level, base } = record;
  const counted = countedAgainst(record, policy);
  const without = levelFor(counted, policy);
  if (level === 'blocked' || without === levelFor(counted + 1, policy)) return level;
  return worse(base, without);
}

/** Of two levels the worse. */
export function worse(a: StandingLevel, b: StandingLevel): StandingLevel {
  return standingLevels.indexOf(a) >= standingLevels.indexOf(b) ? a : b;
}

/** 100 without unpaid closes and overdue instalments, 0 at as many as block, and for whoever is blocked. */
export function scoreOf({ level, ...record }: Omit<StandingRecord, 'base'>, policy: StandingPolicy): number {
  const share = countedAgainst(record, policy) / policy.blockedAt;
  return level === 'blocked' ? 0 : Math.round(100 * Math.max(0, 1 - share));
}
