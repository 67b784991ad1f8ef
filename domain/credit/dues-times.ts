import { daysAfter } from '../calendar/local-date.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { instantAt, localDayOf, minutesOf, startOfDay } from '../calendar/local-time.ts';
import { DAY, durationMs, later } from '../duration.ts';
import type { Policy } from '../policy/schema.ts';

export type DuesPolicy = Policy['credit']['dues'];

/** The instant on its day from which an instalment is due and debited: the policy's time of day in the shop's zone. */
export function fallsDueAt(day: LocalDate, zone: string, { debitAt }: Pick<DuesPolicy, 'debitAt'>): string {
  return new Date(instantAt(day, minutesOf(debitAt), zone)).toISOString();
}

/** From when on an instalment is overdue: the policy's grace after the end of its day. */
export function becomesOverdueAt(
  day: LocalDate,
  zone: string,
  { overdueAfter }: Pick<DuesPolicy, 'overdueAfter'>,
): string {
  const ended = new Date(startOfDay(daysAfter(day, 1), zone)).toISOString();
  return later(ended, durationMs(overdueAfter));
}

/**
 * When a debit is tried again that was declined at `at`, the `tries`-th in a row; null where the ladder has no rung left. A rung of a day
 * or more keeps the time of day, whatever the clocks do meanwhile.
 */
export function nextTryAt(
  { at, tries }: { readonly at: string; readonly tries: number },
  zone: string,
  { retries, debitAt }: Pick<DuesPolicy, 'retries' | 'debitAt'>,
): string | null {
  const rung = retries[tries - 1];
  if (rung === undefined) return null;
  const wait = durationMs(rung);
  return wait < DAY ? later(at, wait) : fallsDueAt(localDayOf(later(at, wait), zone), zone, { debitAt });
}
