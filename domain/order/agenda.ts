import { MINUTE, SECOND, between, latest, later } from '../duration.ts';
import { STANDS_ASIDE_FOR } from './standing-aside.ts';
import { isClosed, isOpen } from './status.ts';
import type { OrderStatus } from './status.ts';

/** Something an order has to do at an instant. A past instant means: now. */
export type Due =
  | { readonly what: 'deliver_messages'; readonly at: string }
  | { readonly what: 'remind'; readonly stage: string; readonly at: string }
  | { readonly what: 'ask_provider'; readonly at: string }
  | { readonly what: 'alert_pending'; readonly at: string }
  | { readonly what: 'close'; readonly at: string }
  | { readonly what: 'close_sessions'; readonly at: string }
  | { readonly what: 'end_pause'; readonly at: string }
  | { readonly what: 'end_supersede'; readonly at: string }
  | { readonly what: 'watch_promise'; readonly at: string }
  | { readonly what: 'end_watch'; readonly at: string }
  | { readonly what: 'subscribe_parcel'; readonly at: string }
  | { readonly what: 'ask_bureau'; readonly at: string }
  | { readonly what: 'score_credit'; readonly at: string }
  | { readonly what: 'end_credit_wait'; readonly at: string }
  | { readonly what: 'expire_offers'; readonly at: string };

/** What the agenda follows from: facts of the order's row, so that it is the same after any restart. */
export interface AgendaFacts {
  readonly status: OrderStatus;
  readonly deadline: string | null;
  readonly releaseAt: string | null;
  readonly reminders: readonly { readonly stage: string; readonly at: string }[];
  readonly undeliveredSince: string | null;
  /** Provider sessions that are still open although nothing is to be paid any more. */
  readonly sessionsLeftOpen: boolean;
  readonly processingSince: string | null;
  readonly pendingAlertAt: string | null;
  readonly closingSince: string | null;
  readonly askedAt: string | null;
  /** Until when a problem holds reminders and closing (rules.md 19). */
  readonly pausedUntil: string | null;
  readonly watchUntil: string | null;
  /** Since when it stands aside for an order that is to replace it (rules.md 30). */
  readonly supersedingSince: string | null;
  /** What an application to pay later does by itself, and when. */
  readonly creditNext: { readonly what: 'ask_bureau' | 'score_credit'; readonly at: string } | null;
  /** Until when the deadline stands still for it (rules.md 20). */
  readonly creditWaitUntil: string | null;
  readonly offersExpireAt: string | null;
  /** Until when it has to ship and to arrive, as promised; null once that is done, or staff know. */
  readonly shipBy: string | null;
  readonly arriveBy: string | null;
  /** When its carrier is asked for updates on its parcel; null where nobody wants them, or the carrier has answered. */
  readonly parcelNextAt: string | null;
}

/** A processing payment is asked about this often (rules.md 16). */
export const ASK_WHILE_PROCESSING = 5 * MINUTE;

/** While the provider can't be reached at closing it is asked again after this long (product.md section 5). */
export const ASK_AT_CLOSING = 15 * SECOND;

/** Before every order: what is due since then is due now. */
const BEGINNING = '1970-01-01T00:00:00.000Z';

/** All an order has to do, earliest first. An empty agenda means: nothing but messages can move it. */
export function agendaOf(facts: AgendaFacts): readonly Due[] {
  return [
    ...delivery(facts),
    ...leftOpen(facts),
    ...whilePayable(facts),
    ...whileProcessing(facts),
    ...whileWatched(facts),
    ...whileApplied(facts),
  ].toSorted(byTime);
}

/** What is next on an agenda, or undefined when only a message can move the order. */
export function nextDue(agenda: readonly Due[]): Due | undefined {
  return agenda[0];
}

/** The agenda with `due` moved to `at`: how a call that failed becomes a due time instead of a wait. */
export function postpone(agenda: readonly Due[], due: Due, at: string): readonly Due[] {
  return agenda.map((entry) => (entry === due ? { ...entry, at } : entry)).toSorted(byTime);
}

/** The agenda after messages were handed over: what still waits is due again when it may be tried. */
export function afterDelivery(agenda: readonly Due[], waitingSince: string | null): readonly Due[] {
  const others = agenda.filter(({ what }) => what !== 'deliver_messages');
  return waitingSince
    ? [...others, { what: 'deliver_messages' as const, at: waitingSince }].toSorted(byTime)
    : others;
}

function byTime(a: Due, b: Due): number {
  return between(b.at, a.at);
}

/** What a closed order still has to say is said by its companion (workflows/after-closing.ts): the order itself ends. */
function delivery({ status, undeliveredSince }: AgendaFacts): Due[] {
  return undeliveredSince && !isClosed(status) ? [{ what: 'deliver_messages', at: undeliveredSince }] : [];
}

function leftOpen({ sessionsLeftOpen, askedAt }: AgendaFacts): Due[] {
  return sessionsLeftOpen
    ? [{ what: 'close_sessions', at: later(askedAt ?? BEGINNING, ASK_AT_CLOSING) }]
    : [];
}

function whilePayable({
  status,
  releaseAt,
  reminders,
  closingSince,
  askedAt,
  pausedUntil,
  supersedingSince,
}: AgendaFacts): Due[] {
  if (status !== 'awaiting_payment') return [];
  if (supersedingSince) return [{ what: 'end_supersede', at: later(supersedingSince, STANDS_ASIDE_FOR) }];
  if (pausedUntil) return [{ what: 'end_pause', at: pausedUntil }];
  const dues: Due[] = reminders.map(({ stage, at }) => ({ what: 'remind', stage, at }));
  if (!releaseAt) return dues;
  const askAgain = closingSince && askedAt ? later(askedAt, ASK_AT_CLOSING) : releaseAt;
  return [...dues, { what: 'close', at: latest(releaseAt, askAgain) }];
}

function whileProcessing({ status, processingSince, askedAt, pendingAlertAt }: AgendaFacts): Due[] {
  if (status !== 'payment_processing' || !processingSince) return [];
  const askedLast = askedAt ? latest(askedAt, processingSince) : processingSince;
  const asking: Due[] = [{ what: 'ask_provider', at: later(askedLast, ASK_WHILE_PROCESSING) }];
  return pendingAlertAt ? [...asking, { what: 'alert_pending', at: pendingAlertAt }] : asking;
}

function whileWatched({ status, watchUntil, shipBy, arriveBy, parcelNextAt }: AgendaFacts): Due[] {
  const waitsToShip = status === 'paid' || status === 'confirmed';
  if (!waitsToShip && status !== 'shipped') return [];
  const promised = [waitsToShip ? shipBy : null, arriveBy].filter((at) => at !== null);
  return [
    ...promised.map((at) => ({ what: 'watch_promise' as const, at })),
    ...(parcelNextAt ? [{ what: 'subscribe_parcel' as const, at: parcelNextAt }] : []),
    ...(watchUntil ? [{ what: 'end_watch' as const, at: watchUntil }] : []),
  ];
}

function whileApplied({ status, creditNext, creditWaitUntil, offersExpireAt }: AgendaFacts): Due[] {
  if (!isOpen(status)) return [];
  return [
    ...(creditNext ? [creditNext] : []),
    ...(creditWaitUntil ? [{ what: 'end_credit_wait' as const, at: creditWaitUntil }] : []),
    ...(offersExpireAt ? [{ what: 'expire_offers' as const, at: offersExpireAt }] : []),
  ];
}
