import { durationMs, latest, later } from '../duration.ts';
import type { WrittenChannel } from '../messages/message.ts';
import type { Policy } from '../policy/schema.ts';
import { isQuietAt } from '../calendar/quiet-hours.ts';
import { routeOf } from './channels.ts';
import { findInstant } from './find-place.ts';
import type { MoveReason } from './find-place.ts';
import type { Conditions } from './obstacles.ts';

export interface WinBackTimeInput {
  readonly closedAt: string;
  readonly now: string;
  readonly policy: Policy;
  /** The shop's zone (rules.md 23). */
  readonly zone: string;
  /** Channels on which the buyer can be reached and allows it. */
  readonly channels: readonly WrittenChannel[];
  /** When the buyer was reminded, of any order: gap and daily cap count it (rules.md 26). */
  readonly remindedAt: readonly string[];
}

/** When a win-back goes out; `reason` says what moved it. `at` is undefined where the policy's caps leave no time at all. */
export interface WinBackTime {
  readonly at: string | undefined;
  readonly reason?: MoveReason;
}

/**
 * When a win-back goes out: `winBack.after` after closing, or at the next legal instant: outside quiet hours unless every channel
 * it goes out on is excepted, on no holiday, and within the buyer's gap and daily cap (rules.md 26).
 */
export function winBackTime(input: WinBackTimeInput): WinBackTime {
  const due = later(input.closedAt, durationMs(input.policy.winBack.after));
  const start = Date.parse(latest(due, input.now));
  const found = findInstant({ start, end: Infinity }, conditionsOf(input));
  const at = found.at === undefined ? undefined : new Date(found.at).toISOString();
  return found.reason === undefined ? { at } : { at, reason: found.reason };
}

/** The channels a win-back goes out on at `now`, as a reminder would; none while it has to wait out quiet hours. */
export function winBackChannels(input: Pick<WinBackTimeInput, 'channels' | 'now' | 'policy' | 'zone'>) {
  const { reminders } = input.policy;
  const quiet = isQuietAt(Date.parse(input.now), reminders.quietHours, input.zone);
  const route = routeOf({ ...writtenOnly(input.channels), quiet, short: false }, reminders);
  return route?.kind === 'message' ? route.channels : [];
}

/** Nobody is called about an order that is closed. */
function writtenOnly(channels: readonly WrittenChannel[]) {
  return { reach: { channels, call: false }, amountDue: 0 };
}

function conditionsOf({ closedAt, now, policy, zone, channels, remindedAt }: WinBackTimeInput): Conditions {
  return {
    ...writtenOnly(channels),
    policy,
    zone,
    placedAt: Date.parse(closedAt) - durationMs(policy.reminders.notBefore), // the first minutes are an order's
    now: Date.parse(now),
    holdUntil: -Infinity,
    short: false,
    taken: remindedAt.map((at) => ({ at: Date.parse(at), ofThisOrder: false, fraction: false })),
    unknownYears: new Set(),
  };
}
