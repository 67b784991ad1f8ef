import { DAY, MINUTE } from '../duration.ts';
import { dateOf, dayOf, daysAfter } from './local-date.ts';
import type { LocalDate } from './local-date.ts';
import { offsetAt } from './time-zone.ts';
import type { EpochMs } from './time-zone.ts';

/** A wall-clock time `HH:MM`. */
export type WallTime = string;

/** Minutes since midnight that `HH:MM` stands for. */
export function minutesOf(time: WallTime): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** The date on the calendar in `zone` at an instant. */
export function localDateAt(at: EpochMs, zone: string): LocalDate {
  return dateOf(Math.floor((at + offsetAt(at, zone)) / DAY));
}

/** The same for an ISO instant: which day it is for a buyer or a cap. */
export function localDayOf(instant: string, zone: string): LocalDate {
  return localDateAt(Date.parse(instant), zone);
}

/** Minutes since local midnight that a clock in `zone` shows at an instant; seconds are cut off. */
export function minuteOfDayAt(at: EpochMs, zone: string): number {
  const wall = at + offsetAt(at, zone);
  return Math.floor((((wall % DAY) + DAY) % DAY) / MINUTE);
}

/** Every instant at which clocks in `zone` show `minutes` past midnight on `date`: one, two when they are put back over it, none when they skip it. */
export function instantsAt(date: LocalDate, minutes: number, zone: string): readonly EpochMs[] {
  const wall = wallTime(date, minutes);
  return offsetsAround(wall, zone)
    .map((offset) => wall - offset)
    .filter((at) => at + offsetAt(at, zone) === wall)
    .toSorted((a, b) => a - b);
}

/**
 * The instant of a local time. A time that comes twice, when clocks go back, is its first; one that is skipped, when they
 * go forward, is as much later as they jumped (02:30 becomes 03:30), as `Temporal` and mail calendars have it.
 */
export function instantAt(date: LocalDate, minutes: number, zone: string): EpochMs {
  const wall = wallTime(date, minutes);
  return instantsAt(date, minutes, zone)[0] ?? wall - Math.min(...offsetsAround(wall, zone));
}

/** The first instant of a day in `zone`; where clocks skip midnight, the one at which they jump. */
export function startOfDay(date: LocalDate, zone: string): EpochMs {
  return firstInstantFrom(date, 0, zone);
}

/** The first instant of the day after that of `at`. */
export function startOfNextDay(at: EpochMs, zone: string): EpochMs {
  return startOfDay(daysAfter(localDateAt(at, zone), 1), zone);
}

/** The first instant on `date` at which clocks show `minutes` past midnight or more: where they skip it, when they jump. */
export function firstInstantFrom(date: LocalDate, minutes: number, zone: string): EpochMs {
  const exact = instantsAt(date, minutes, zone)[0];
  return exact ?? jumpOver(wallTime(date, minutes), zone);
}

/** When clocks jump over the wall time: between the instants it would be by the offset before and the one after. */
function jumpOver(wall: EpochMs, zone: string): EpochMs {
  const offsets = offsetsAround(wall, zone);
  let before = wall - Math.max(...offsets);
  let after = wall - Math.min(...offsets);
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (middle + offsetAt(middle, zone) < wall) before = middle;
    else after = middle;
  }
  return after;
}

function wallTime(date: LocalDate, minutes: number): EpochMs {
  return dayOf(date) * DAY + minutes * MINUTE;
}

/** The offsets in force a day before and after; one where they are the same. Clocks change by less than a day. */
function offsetsAround(wall: EpochMs, zone: string): readonly number[] {
  const before = offsetAt(wall - DAY, zone);
  const after = offsetAt(wall + DAY, zone);
  return before === after ? [before] : [before, after];
}
