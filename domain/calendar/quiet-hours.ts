import { daysAfter } from './local-date.ts';
import { firstInstantFrom, instantsAt, localDateAt, minuteOfDayAt, minutesOf } from './local-time.ts';
import type { WallTime } from './local-time.ts';
import type { EpochMs } from './time-zone.ts';

export interface QuietHours {
  readonly from: WallTime;
  readonly to: WallTime;
}

/**
 * Whether a clock in `zone` shows quiet hours at an instant. They include their first minute and not their last (21:00 is
 * quiet, 09:00 is not; rules.md 22), may go over midnight, and are none where both ends are the same.
 */
export function isQuietAt(at: EpochMs, quiet: QuietHours, zone: string): boolean {
  const now = minuteOfDayAt(at, zone);
  const from = minutesOf(quiet.from);
  const to = minutesOf(quiet.to);
  return from <= to ? from <= now && now < to : from <= now || now < to;
}

/** The first instant from `at` on that is outside quiet hours: `at` itself when it is. */
export function endOfQuiet(at: EpochMs, quiet: QuietHours, zone: string): EpochMs {
  if (!isQuietAt(at, quiet, zone)) return at;
  const today = localDateAt(at, zone);
  const to = minutesOf(quiet.to);
  const ends = [today, daysAfter(today, 1), daysAfter(today, 2)].flatMap((date) => {
    const exact = instantsAt(date, to, zone);
    return exact.length > 0 ? exact : [firstInstantFrom(date, to, zone)];
  });
  return Math.min(...ends.filter((end) => end > at && !isQuietAt(end, quiet, zone)));
}
