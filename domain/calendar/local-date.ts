import { DAY } from '../duration.ts';

/** A day as people name it, `YYYY-MM-DD`, without a zone. Dates compare as text. */
export type LocalDate = string;

const MOST_DATES_KEPT = 10_000;
const dates = new Map<number, LocalDate>();
const days = new Map<LocalDate, number>();

/** Whether `text` is a date that exists, as `YYYY-MM-DD`. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** The date that is `day` days after 1970-01-01. Kept, because plans ask for the same few dates again and again. */
export function dateOf(day: number): LocalDate {
  return keep(dates, day, () => new Date(day * DAY).toISOString().slice(0, 10));
}

/** How many days after 1970-01-01 a date is. */
export function dayOf(date: LocalDate): number {
  return keep(days, date, () => Date.parse(`${date}T00:00:00Z`) / DAY);
}

/** The date `count` days after `date`. */
export function daysAfter(date: LocalDate, count: number): LocalDate {
  return dateOf(dayOf(date) + count);
}

/** Whether `date` is a Saturday or a Sunday. */
export function isWeekend(date: LocalDate): boolean {
  const sinceMonday = (((dayOf(date) + 3) % 7) + 7) % 7;
  return sinceMonday >= 5;
}

function keep<Key, Value>(kept: Map<Key, Value>, key: Key, reckon: () => Value): Value {
  const known = kept.get(key);
  if (known !== undefined) return known;
  if (kept.size >= MOST_DATES_KEPT) kept.clear();
  const value = reckon();
  kept.set(key, value);
  return value;
}
