import { daysAfter, isCalendarDate } from '../calendar/local-date.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { dayKind } from '../calendar/working-days.ts';
import type { CalendarPolicy } from '../policy/schema.ts';
import type { Instalment } from './application.ts';

export interface InstalmentRequest {
  /** Minor units to be paid in all. */
  readonly amount: number;
  readonly term: number;
  /** The local day on which the plan begins; the first instalment is due a month later. */
  readonly from: LocalDate;
  readonly calendar: CalendarPolicy;
}

/**
 * The plan: `term` monthly instalments that add up to `amount` to the minor unit (the first ones take what can't be split evenly),
 * each due on the same day of the month, or its last, and never on a day that is not worked: then on the next that is. Where there is
 * less to pay than there are months, fewer instalments.
 */
export function planInstalments({ amount, term, from, calendar }: InstalmentRequest): readonly Instalment[] {
  const parts = Math.min(term, amount);
  const base = Math.floor(amount / Math.max(1, parts));
  const rest = amount - base * parts;
  return Array.from({ length: parts }, (_, index) => ({
    number: index + 1,
    amount: base + (index < rest ? 1 : 0),
    dueOn: nextWorkday(monthsAfter(from, index + 1), calendar),
  }));
}

/** The same day `months` later, or the last of that month where it has no such day. */
export function monthsAfter(date: LocalDate, months: number): LocalDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 8);
  for (let tried = day; tried > 28; tried -= 1) {
    const candidate = `${first}${tried}`;
    if (isCalendarDate(candidate)) return candidate;
  }
  return `${first}${String(Math.min(day, 28)).padStart(2, '0')}`;
}

/** Whole months from one day to another; 0 when it lies before. */
export function monthsBetween(from: LocalDate, to: LocalDate): number {
  const [year = 0, month = 1] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 1] = to.split('-').map(Number);
  const months = (toYear - year) * 12 + toMonth - month;
  return Math.max(0, monthsAfter(from, months) > to ? months - 1 : months);
}

/** A year has far fewer days off in a row; a calendar that works never still gives a date. */
const LONGEST_BREAK = 60;

function nextWorkday(date: LocalDate, calendar: CalendarPolicy): LocalDate {
  for (let days = 0; days < LONGEST_BREAK; days += 1) {
    const candidate = daysAfter(date, days);
    if (dayKind(candidate, calendar) === 'workday') return candidate;
  }
  return date;
}
