import { daysAfter } from '../calendar/local-date.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { localDateAt, minuteOfDayAt, minutesOf, startOfDay } from '../calendar/local-time.ts';
import { dayKind, isUnknownYear } from '../calendar/working-days.ts';
import type { Policy } from '../policy/schema.ts';

/** When an order ships and arrives: days of the shop's calendar. */
export interface DeliveryPromise {
  readonly shipsOn: LocalDate;
  readonly arrivesOn: LocalDate;
}

/** What a promise is made by: `promise.cutoffs`, `promise.transitDays`, the calendar, and the shop's zone. */
export interface PromiseTerms {
  readonly policy: Pick<Policy, 'promise' | 'calendar'>;
  readonly zone: string;
}

/**
 * What can be promised for an order that is paid, or confirmed, at `at` (product.md section 8): it ships on that day if it is a working
 * day with a cut-off still to come (at the cut-off it is too late), else on the next working day; it arrives `transitDays` working
 * days later. Without cut-offs it ships on the next working day.
 */
export function promiseFor(at: string, terms: PromiseTerms): DeliveryPromise {
  const { policy, zone } = terms;
  const today = localDateAt(Date.parse(at), zone);
  const minute = minuteOfDayAt(Date.parse(at), zone);
  const inTime = policy.promise.cutoffs.some((cutoff) => minute < minutesOf(cutoff));
  const shipsOn = workingDayFrom(inTime ? today : daysAfter(today, 1), terms);
  return { shipsOn, arrivesOn: arrivalOf(shipsOn, terms) };
}

/** What is left of a promise once the order shipped at `at`: kept when that was in time, else it arrives that much later. */
export function promiseAfterShipping(
  promised: DeliveryPromise,
  at: string,
  terms: PromiseTerms,
): DeliveryPromise {
  const shipped = localDateAt(Date.parse(at), terms.zone);
  return shipped <= promised.shipsOn ? promised : { ...promised, arrivesOn: arrivalOf(shipped, terms) };
}

/** The instant from which on a promised day is over in the shop's zone. */
export function endOf(day: LocalDate, { zone }: Pick<PromiseTerms, 'zone'>): string {
  return new Date(startOfDay(daysAfter(day, 1), zone)).toISOString();
}

/** Whether something that happened at `at` kept the promise to have it done on `day`. */
export function isInTime(at: string, day: LocalDate, { zone }: Pick<PromiseTerms, 'zone'>): boolean {
  return localDateAt(Date.parse(at), zone) <= day;
}

/** The years a promise reaches over of which the calendar knows no holidays: it counted their weekends only. */
export function unknownYearsOf(
  { shipsOn, arrivesOn }: DeliveryPromise,
  { policy }: PromiseTerms,
): readonly number[] {
  const years = [shipsOn, arrivesOn]
    .filter((day) => isUnknownYear(day, policy.calendar))
    .map((day) => Number(day.slice(0, 4)));
  return [...new Set(years)];
}

/** A year of holidays is a slip of the pen, and no reason to look for ever. */
const MOST_DAYS = 366;

function workingDayFrom(day: LocalDate, { policy }: PromiseTerms): LocalDate {
  for (let days = 0; days < MOST_DAYS; days += 1) {
    const candidate = daysAfter(day, days);
    if (dayKind(candidate, policy.calendar) === 'workday') return candidate;
  }
  return day;
}

function arrivalOf(shipsOn: LocalDate, terms: PromiseTerms): LocalDate {
  let day = shipsOn;
  for (let left = terms.policy.promise.transitDays; left > 0; left -= 1)
    day = workingDayFrom(daysAfter(day, 1), terms);
  return day;
}
