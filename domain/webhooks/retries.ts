import { HOUR, MINUTE, SECOND, later } from '../duration.ts';

/** How long after each failed attempt the next one is made: quickly at first, then for four days in all. */
const PAUSES = [
  5 * SECOND,
  MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
  24 * HOUR,
];

/** When a webhook is sent again after so many attempts that failed, the last of them at `now`; undefined: it is given up. */
export function nextAttempt(attempts: number, now: string): string | undefined {
  const pause = PAUSES[attempts - 1];
  return pause === undefined ? undefined : later(now, pause);
}
