import chineseDays from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import Holidays from 'date-holidays';
import type { HolidaysTypes } from 'date-holidays';
import { DAY, HOUR } from '../duration.ts';
import { daysAfter } from './local-date.ts';
import type { LocalDate } from './local-date.ts';

/** What the state says of one year: days off, and weekend days that are worked to make up for them. */
export interface StatutoryDays {
  readonly holidays: ReadonlySet<LocalDate>;
  readonly workdays: ReadonlySet<LocalDate>;
}

const MOST_YEARS_KEPT = 1000;
const kept = new Map<string, StatutoryDays | null>();

/**
 * Statutory days of a region (`CN`, `US`, `DE-BY`) in a year, or null where there is no data: a year China has not
 * announced yet, a country date-holidays does not know. Elsewhere than China only whole public holidays count, not bank
 * or school holidays, observances and half days.
 */
export function statutoryDays(region: string, year: number): StatutoryDays | null {
  const key = `${region} ${year}`;
  let days = kept.get(key);
  if (days === undefined) {
    if (kept.size >= MOST_YEARS_KEPT) kept.clear();
    days = /^CN\b/.test(region) ? chineseYear(year) : publicHolidays(region, year);
    kept.set(key, days);
  }
  return days;
}

function chineseYear(year: number): StatutoryDays | null {
  const ofYear = (days: Readonly<Record<string, string>>) =>
    new Set(Object.keys(days).filter((date) => date.startsWith(`${year}-`)));
  const holidays = ofYear(chineseDays.holidays);
  return holidays.size === 0 ? null : { holidays, workdays: ofYear(chineseDays.workdays) };
}

function publicHolidays(region: string, year: number): StatutoryDays | null {
  const [country = '', state = '', part = ''] = region.split('-');
  const options: HolidaysTypes.Options = { types: ['public'], languages: 'en' };
  const calendar = new Holidays(country, state, part, options);
  const holidays = [year - 1, year].flatMap((each) => calendar.getHolidays(each)).flatMap(daysOff);
  const ofYear = holidays.filter((date) => date.startsWith(`${year}-`));
  return ofYear.length === 0 ? null : { holidays: new Set(ofYear), workdays: new Set() };
}

/**
 * The whole days of a holiday. Its date is the first of them also where it begins at sunset before; the hours of that eve
 * and a day an hour short or long, when clocks change, make no difference.
 */
function daysOff({ date, start, end }: HolidaysTypes.Holiday): LocalDate[] {
  const length = end.getTime() - start.getTime() + HOUR;
  return Array.from({ length: Math.floor(length / DAY) }, (_, day) => daysAfter(date.slice(0, 10), day));
}
