import type { CalendarPolicy } from '../policy/schema.ts';
import { daysAfter, isWeekend } from './local-date.ts';
import type { LocalDate } from './local-date.ts';
import { statutoryDays } from './statutory-days.ts';

/** What a day is to a shop: the policy's extra days win over the state's, an extra holiday over an extra workday. */
export type DayKind = 'workday' | 'weekend' | 'holiday';

/** What kind of day it is. A make-up working day is a workday; in a year without data only weekends are known. */
export function dayKind(date: LocalDate, calendar: CalendarPolicy): DayKind {
  if (calendar.extraHolidays.includes(date)) return 'holiday';
  if (calendar.extraWorkdays.includes(date)) return 'workday';
  const days = statutoryDays(calendar.region, yearOf(date));
  if (days?.holidays.has(date)) return 'holiday';
  if (days?.workdays.has(date)) return 'workday';
  return isWeekend(date) ? 'weekend' : 'workday';
}

/** Whether the shop's calendar has no statutory days for the year of `date`: counted as weekends only, and alerted. */
export function isUnknownYear(date: LocalDate, calendar: CalendarPolicy): boolean {
  return statutoryDays(calendar.region, yearOf(date)) === null;
}

/** Why nothing is sent on a day, by the policy, or undefined when something may be. */
export function reasonNotToSendOn(
  date: LocalDate,
  calendar: CalendarPolicy,
): 'holiday' | 'weekend' | undefined {
  const kind = dayKind(date, calendar);
  if (kind === 'holiday' && calendar.holidays === 'postpone') return 'holiday';
  const isFreeWeekend = kind !== 'workday' && isWeekend(date);
  if (isFreeWeekend && calendar.weekends === 'postpone') return 'weekend';
  return undefined;
}

/** The first day after `date` on which something may be sent, or undefined where there is none within a year. */
export function nextSendingDay(date: LocalDate, calendar: CalendarPolicy): LocalDate | undefined {
  for (let days = 1; days <= 366; days += 1) {
    const next = daysAfter(date, days);
    if (!reasonNotToSendOn(next, calendar)) return next;
  }
  return undefined;
}

/** Whether holidays and weekends make any difference to this shop's reminders, so that missing data matters. */
export function watchesCalendar(calendar: CalendarPolicy): boolean {
  return calendar.holidays === 'postpone' || calendar.weekends === 'postpone';
}

function yearOf(date: LocalDate): number {
  return Number(date.slice(0, 4));
}
