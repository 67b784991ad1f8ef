import { SECOND, durationMs } from '../../../domain/duration.ts';
import type { FailureKind } from '../../../domain/payment/failure-help.ts';
import type { Segment } from '../../../domain/reminders/segments.ts';
import type { Draws } from './draws.ts';
import type { BuyerModel } from './model.ts';
import { nothingInMind } from './simulated-order.ts';
import type { FailingAttempt, Intent, SimulatedOrder } from './simulated-order.ts';

/** Nobody tries to pay more often than this. */
const MOST_ATTEMPTS = 5;

export interface IntentFacts {
  readonly segment: Segment;
  /** The shop's hour in which the order was placed, 0 to 23. */
  readonly hour: number;
  readonly method: SimulatedOrder['method'];
}

/** What a synthetic buyer has in mind when he orders. */
export function intentOf(model: BuyerModel, { segment, hour, method }: IntentFacts, draws: Draws): Intent {
  const { paying, cancelling } = model;
  const pays = draws.happens('pays by himself', willingness(model, segment, hour));
  const cancels = !pays && draws.happens('cancels', cancelling.share);
  const looks = !pays && !cancels && draws.happens('looks', paying.looks);
  return {
    ...nothingInMind,
    paysAfter: pays ? payingDelay(model, draws) : null,
    failing: failingAttempts(model, method, draws),
    changes: draws.happens('changes', paying.changes),
    cancels: cancels
      ? { after: draws.within('cancels after', cancelling.after), reason: cancelReason(model, draws) }
      : null,
    looksAfter: looks ? payingDelay(model, draws) : null,
  };
}

/** How likely somebody pays although nobody reminds him. */
export function willingness({ paying }: BuyerModel, segment: Segment, hour: number): number {
  return Math.min(1, paying.byThemselves[segment] * (paying.byHour[hour] ?? 1));
}

/** After how many milliseconds somebody pays who pays by himself. */
export function payingDelay({ paying: { delays } }: BuyerModel, draws: Draws): number {
  const shares = Object.fromEntries(delays.map(({ share }, index) => [String(index), share]));
  const part = delays[Number(draws.pick('part of delays', shares))];
  if (!part) throw new Error('a part of delays that is none');
  return draws.within('delay', part);
}

/** How likely somebody who pays by himself does so later than this many milliseconds after the order. */
export function payingLaterThan({ paying: { delays } }: BuyerModel, ms: number): number {
  const all = delays.reduce((sum, { share }) => sum + share, 0);
  const later = delays.reduce((sum, part) => sum + part.share * (1 - withinPart(part, ms)), 0);
  return all === 0 ? 0 : later / all;
}

/** How much of a log-uniform stretch lies below `ms`. */
function withinPart({ from, to }: { readonly from: string; readonly to: string }, ms: number): number {
  const [least, most] = [Math.max(SECOND, durationMs(from)), Math.max(SECOND, durationMs(to))];
  if (ms <= least) return 0;
  return ms >= most ? 1 : Math.log(ms / least) / Math.log(most / least);
}

/**
 * How likely somebody who has not paid `ms` after his order still will by himself, until `until` (left out: ever).
 * `willing`: how likely he would pay by himself as he ordered.
 */
export function stillPays(model: BuyerModel, willing: number, ms: number, until?: number): number {
  const left = payingLaterThan(model, ms);
  const not = 1 - willing * (1 - left);
  const within = left - (until === undefined ? 0 : payingLaterThan(model, until));
  return not <= 0 ? 0 : (willing * within) / not;
}

/** With which reason somebody cancels. */
export function cancelReason({ cancelling }: BuyerModel, draws: Draws): string {
  return draws.pick('reason', cancelling.reasons);
}

/** The attempts that fail before one does not, or he gives up. */
export function failingAttempts(
  { failing }: BuyerModel,
  method: SimulatedOrder['method'],
  draws: Draws,
): readonly FailingAttempt[] {
  const attempts: FailingAttempt[] = [];
  for (let number = 1; number <= MOST_ATTEMPTS; number += 1) {
    if (!draws.happens(`attempt ${number} fails`, failing.share[method])) break;
    const code = draws.pick(`attempt ${number} code`, failing.codes);
    const comesBack =
      number < MOST_ATTEMPTS && draws.happens(`attempt ${number} again`, failing.comesBack[code]);
    attempts.push({ code, again: comesBack ? draws.within(`attempt ${number} after`, failing.after) : null });
    if (!comesBack) break;
  }
  return attempts;
}

/** Codes as a provider spells them, for each kind of failure. */
export const providerCodes = {
  no_funds: 'insufficient_funds',
  authentication: 'authentication_failed',
  limit: 'limit_exceeded',
  network: 'network_error',
  other: 'do_not_honor',
} as const satisfies Record<FailureKind, string>;
