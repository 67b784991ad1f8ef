import { durationMs } from '../duration.ts';
import { daysAfter } from '../calendar/local-date.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { instantAt, localDateAt, minutesOf } from '../calendar/local-time.ts';
import type { WallTime } from '../calendar/local-time.ts';
import type { EpochMs } from '../calendar/time-zone.ts';
import type { ReminderPolicy } from '../policy/schema.ts';

/** Where a stage may stand: from `start`, before `end`. A slot is a place of one millisecond. */
export interface Place {
  readonly start: EpochMs;
  readonly end: EpochMs;
}

/** A place that comes every day. */
export interface DailyPlace extends Place {
  readonly time: WallTime;
}

/** The places of a strategy that come every day: slots, or the stretch before each shipping cut-off. */
export interface DailyPlaces {
  readonly times: readonly WallTime[];
  readonly leadMs: number;
  readonly zone: string;
}

/** Slots of the day: a reminder goes out at the slot or not at all. */
export function slotsOf({ slots }: Pick<ReminderPolicy, 'slots'>, zone: string): DailyPlaces {
  return { times: slots, leadMs: 0, zone };
}

/** The windows before the shipping cut-offs, `cutoffLead` long: a reminder goes out in them, before the cut-off. */
export function cutoffWindowsOf(
  { cutoffs, cutoffLead }: Pick<ReminderPolicy, 'cutoffs' | 'cutoffLead'>,
  zone: string,
): DailyPlaces {
  return { times: cutoffs, leadMs: durationMs(cutoffLead), zone };
}

/** The first place that ends after `at`, or undefined where the policy names none. */
export function nextPlace(at: EpochMs, places: DailyPlaces): DailyPlace | undefined {
  const today = localDateAt(at, places.zone);
  for (const days of [0, 1, 2]) {
    const found = placesOn(daysAfter(today, days), places).find(({ end }) => end > at);
    if (found) return found;
  }
  return undefined;
}

/** The same place on another day. */
export function placeOn(date: LocalDate, time: WallTime, { leadMs, zone }: DailyPlaces): DailyPlace {
  const at = instantAt(date, minutesOf(time), zone);
  return { time, start: at - leadMs, end: leadMs === 0 ? at + 1 : at };
}

/** Whether `at` lies in one of the places. */
export function isInPlace(at: EpochMs, places: DailyPlaces): boolean {
  const next = nextPlace(at, places);
  return next !== undefined && next.start <= at;
}

/**
 * Up to where the places are used once a stage stands at `at`: the end of the place it stands in, the earliest that is not
 * used yet where windows overlap. Reckoned from the instant alone, so that planning again finds the same.
 */
export function usedUpBy(at: EpochMs, usedUntil: EpochMs, places: DailyPlaces): EpochMs {
  const from = Math.max(at, usedUntil);
  const next = nextPlace(from, places);
  return next && next.start <= at ? next.end : from;
}

function placesOn(date: LocalDate, places: DailyPlaces): DailyPlace[] {
  return places.times.map((time) => placeOn(date, time, places)).toSorted((a, b) => a.end - b.end);
}
