import { z } from 'zod';
import { DAY, durationMs, isDuration } from '../duration.ts';
import { emphases, writtenChannels } from '../messages/message.ts';
import { LARGEST_AMOUNT } from '../money.ts';
import { paymentMethods } from '../order/order.ts';
import { isCalendarDate } from '../calendar/local-date.ts';
import { isTimeZone } from '../calendar/time-zone.ts';

const LONGEST_DURATION = 36_500 * DAY;
const WALL_CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** ISO 8601 duration of weeks to seconds; nothing at all (`PT0S`) is valid, longer than 100 years is not: no date reaches there. */
export const Duration = z
  .string()
  .refine(isDuration, { error: 'must be an ISO 8601 duration such as PT2H30M or P3D', abort: true })
  .refine((text) => durationMs(text) <= LONGEST_DURATION, 'must be at most 100 years');

/** Wall-clock time `HH:MM`, 00:00 to 23:59. */
export const WallClock = z.string().regex(WALL_CLOCK, 'must be a time from 00:00 to 23:59, as HH:MM');

/** Times that come every day; none is valid. */
export const DailyTimes = z.array(WallClock).max(24, 'must be at most 24 times');

/** How many reminders: nobody means more than 50, and plans stay quick. */
export const FewReminders = z.int().min(0).max(50);

/** IANA zone: whatever `Intl.DateTimeFormat` takes (rules.md 22). */
export const TimeZone = z.string().refine(isTimeZone, 'must be a time zone such as Asia/Shanghai');

/** A day that exists, `YYYY-MM-DD`. */
export const CalendarDate = z.string().refine(isCalendarDate, 'must be a date that exists, as YYYY-MM-DD');

/** Country, or country and state, as date-holidays knows it: `CN`, `US`, `DE-BY`, `GB-ENG`. */
export const Region = z
  .string()
  .regex(/^[A-Z]{2}(?:-[A-Z0-9]{1,4}){0,2}$/, 'must be a country or region code such as CN, US or DE-BY');

/** A part of a whole that is neither nothing nor all of it, as two whole numbers: `1/3`. */
export const Fraction = z.string().refine(isFraction, 'must be a fraction between 0 and 1 such as 1/3');

/** Minor units of the shop's currency (api.md: at most 10^12). */
export const Amount = z.int().min(0).max(LARGEST_AMOUNT);
export const Count = z.int().min(0).max(1_000_000);
export const AtLeastOne = z.int().min(1).max(1_000_000);
/** A share of a whole, both ends included. */
export const Share = z.number().min(0).max(1);
/** A share that leaves something. */
export const PositiveShare = z.number().gt(0).max(1);
export const Method = z.enum(paymentMethods);
export const Channel = z.enum(writtenChannels);
export const EmphasisField = z.enum(emphases);

/** A list in which nothing stands twice. */
export function distinct<Item extends z.ZodType>(item: Item) {
  return z.array(item).refine((list) => new Set(list).size === list.length, 'must not name anything twice');
}

/** A list of at least one, in which nothing stands twice. */
export function distinctNonEmpty<Item extends z.ZodType>(item: Item) {
  return z
    .array(item)
    .min(1, 'must have at least one')
    .refine((list) => new Set(list).size === list.length, 'must not name anything twice');
}

function isFraction(text: string): boolean {
  const parts = /^(\d{1,6})\/(\d{1,6})$/.exec(text);
  return parts !== null && Number(parts[1]) > 0 && Number(parts[1]) < Number(parts[2]);
}
