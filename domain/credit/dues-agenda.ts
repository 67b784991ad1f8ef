import { between, durationMs, latest, later } from '../duration.ts';
import { owedOf } from './dues.ts';
import type { DueInstalment } from './dues.ts';
import { remindersOf } from './dues-reminders.ts';
import type { DuesPolicy } from './dues-times.ts';

/** Something an order's instalments have to do at an instant. A past instant means: now. */
export type Task =
  | { readonly what: 'deliver_messages'; readonly at: string }
  | {
      readonly what: 'fall_due' | 'debit' | 'overdue' | 'close_sessions';
      readonly number: number;
      readonly at: string;
    }
  | { readonly what: 'ask_debit'; readonly number: number; readonly debitId: string; readonly at: string }
  | { readonly what: 'remind'; readonly number: number; readonly stage: string; readonly at: string };

/** An instalment with what hangs on it. */
export interface WatchedInstalment {
  readonly instalment: DueInstalment;
  /** A debit whose end the provider has not told yet: since when, and when it was last asked. */
  readonly asking: { readonly debitId: string; readonly begunAt: string; readonly askedAt: string } | null;
  /** When a session that could still be paid was last asked about; null where there is none. */
  readonly sessionAskedAt: string | null;
  readonly decided: readonly string[];
}

/** What the agenda follows from: rows alone, so that it is the same after any restart. */
export interface DuesFacts {
  readonly instalments: readonly WatchedInstalment[];
  readonly isDebited: boolean;
  readonly undeliveredSince: string | null;
  readonly policy: DuesPolicy;
}

/** All that is to be done, earliest first; nothing: only a message can move it. */
export function agendaOfDues(facts: DuesFacts): readonly Task[] {
  const { undeliveredSince } = facts;
  const delivery: Task[] = undeliveredSince ? [{ what: 'deliver_messages', at: undeliveredSince }] : [];
  return [...delivery, ...facts.instalments.flatMap((watched) => tasksOf(watched, facts))].toSorted((a, b) =>
    between(b.at, a.at),
  );
}

/** Whether nothing is left to watch: all is paid or void, and no money can be on its way. */
export function areDuesOver({ instalments }: Pick<DuesFacts, 'instalments'>): boolean {
  return instalments.every(
    ({ instalment, asking, sessionAskedAt }) =>
      owedOf(instalment) === 0 && asking === null && sessionAskedAt === null,
  );
}

function tasksOf(watched: WatchedInstalment, facts: DuesFacts): readonly Task[] {
  const { instalment, asking } = watched;
  const { number, state, dueAt, overdueAt } = instalment;
  if (owedOf(instalment) === 0) return [...unanswered(watched, facts), ...leftOpen(watched, facts)];
  return [
    ...unanswered(watched, facts),
    ...(state === 'planned' ? [{ what: 'fall_due' as const, number, at: dueAt }] : []),
    ...(asking === null ? debiting(instalment) : []),
    ...(state === 'overdue' ? [] : [{ what: 'overdue' as const, number, at: overdueAt }]),
    ...reminding(watched, facts),
  ];
}

/** The longer a provider has been silent the longer it is left alone, up to the wait after which staff know. */
function unanswered({ instalment: { number }, asking }: WatchedInstalment, { policy }: DuesFacts): Task[] {
  if (asking === null) return [];
  const { debitId, begunAt, askedAt } = asking;
  const silent = Math.max(durationMs(policy.askAgain), between(begunAt, askedAt));
  const wait = Math.min(silent, Math.max(durationMs(policy.askAgain), durationMs(policy.unansweredAlert)));
  return [{ what: 'ask_debit', number, debitId, at: later(askedAt, wait) }];
}

/** Nothing is to be paid there any more; a provider that did not close it is asked again. */
function leftOpen(
  { instalment: { number }, sessionAskedAt }: WatchedInstalment,
  { policy }: DuesFacts,
): Task[] {
  if (sessionAskedAt === null) return [];
  return [{ what: 'close_sessions', number, at: later(sessionAskedAt, durationMs(policy.askAgain)) }];
}

function debiting({ number, state, debitAt }: DueInstalment): Task[] {
  return debitAt === null || state === 'planned' ? [] : [{ what: 'debit', number, at: debitAt }];
}

/** The next reminder; one that was moved waits for its new time. */
function reminding({ instalment, decided }: WatchedInstalment, { isDebited, policy }: DuesFacts): Task[] {
  const [next] = remindersOf({ instalment, decided, isDebited }, policy);
  if (!next) return [];
  const { number, remindFrom } = instalment;
  const at = remindFrom === null ? next.at : latest(next.at, remindFrom);
  return [{ what: 'remind', number, stage: next.stage, at }];
}
