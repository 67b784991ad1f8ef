import { latest } from '../duration.ts';
import type { WrittenChannel } from '../messages/message.ts';
import type { Policy } from '../policy/schema.ts';
import { isQuietAt } from '../calendar/quiet-hours.ts';
import { routeOf } from './channels.ts';
import { findInstant } from './find-place.ts';
import type { MoveReason } from './find-place.ts';
import type { Conditions } from './obstacles.ts';

/** A message to a buyer whose order is no longer one that is reminded of: closed, or paid for in instalments. */
export interface LegalTimeInput {
  /** When it is to go out, and before when; null: whenever after. */
  readonly from: string;
  readonly until: string | null;
  readonly now: string;
  readonly policy: Policy;
  /** The shop's zone (rules.md 23). */
  readonly zone: string;
  /** Channels on which the buyer can be reached and allows it. */
  readonly channels: readonly WrittenChannel[];
  /** When the buyer was reminded, of any order: gap and daily cap count it (rules.md 26). */
  readonly remindedAt: readonly string[];
}

/** When it goes out; `reason` says what moved it. `at` is undefined where there is no time that is legal. */
export interface LegalTime {
  readonly at: string | undefined;
  readonly reason?: MoveReason;
}

/**
 * The first legal instant: outside quiet hours unless every channel it goes out on is excepted, on no holiday, and within the buyer's gap
 * and daily cap (rules.md 26).
 */
export function legalTime(input: LegalTimeInput): LegalTime {
  const { from, until, now } = input;
  const end = until === null ? Infinity : Date.parse(until);
  const found = findInstant({ start: Date.parse(latest(from, now)), end }, conditionsOf(input));
  const at = found.at === undefined ? undefined : new Date(found.at).toISOString();
  return found.reason === undefined ? { at } : { at, reason: found.reason };
}

/** The channels it goes out on at `now`, as a reminder would; none while it has to wait out quiet hours. */
export function legalChannels(input: Pick<LegalTimeInput, 'channels' | 'now' | 'policy' | 'zone'>) {
  const { reminders } = input.policy;
  const quiet = isQuietAt(Date.parse(input.now), reminders.quietHours, input.zone);
  const route = routeOf({ ...writtenOnly(input.channels), quiet, short: false }, reminders);
  return route?.kind === 'message' ? route.channels : [];
}

/** Nobody is called: there is no order that waits to be paid. */
function writtenOnly(channels: readonly WrittenChannel[]) {
  return { reach: { channels, call: false }, amountDue: 0 };
}

function conditionsOf({ now, policy, zone, channels, remindedAt }: LegalTimeInput): Conditions {
  return {
    ...writtenOnly(channels),
    policy,
    zone,
    placedAt: -Infinity, // the first minutes are an order's
    now: Date.parse(now),
    holdUntil: -Infinity,
    short: false,
    taken: remindedAt.map((at) => ({ at: Date.parse(at), ofThisOrder: false, fraction: false })),
    unknownYears: new Set(),
  };
}
