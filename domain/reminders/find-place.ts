import { localDateAt } from '../calendar/local-time.ts';
import type { EpochMs } from '../calendar/time-zone.ts';
import { nextSendingDay } from '../calendar/working-days.ts';
import { obstacleAt } from './obstacles.ts';
import type { Conditions, Obstacle, ObstacleReason } from './obstacles.ts';
import { nextPlace, placeOn } from './places.ts';
import type { DailyPlace, DailyPlaces, Place } from './places.ts';

/** Why a stage does not stand where it should; `after_deadline`: its own time is not before the deadline. */
export type MoveReason = ObstacleReason | 'after_deadline';

/** A place that was not found in so many was not going to be: what is in the way comes every day. */
const MOST_TRIES = 400;

/** Where a stage found its place, and what moved it from where it should have been; or what left it without one. */
export type Found =
  | { readonly at: EpochMs; readonly reason?: MoveReason }
  | { readonly at: undefined; readonly reason: MoveReason };

/**
 * The next legal instant of a place: how a `delay` stage and a fraction are moved (rules.md 22). The first obstacle is the
 * reason.
 */
export function findInstant({ start, end }: Place, conditions: Conditions): Found {
  const { at, obstacles } = walk(start, end, conditions);
  return found(at < end ? at : undefined, obstacles[0]?.reason);
}

/**
 * The daily place of a slot or cut-off stage: its nominal one; where a holiday or weekend is in the way, the same on the next
 * day that is none; where anything else is, the next one (rules.md 22). Nothing at the deadline or after it.
 */
export function findDailyPlace(
  nominal: DailyPlace,
  deadline: EpochMs,
  places: DailyPlaces,
  conditions: Conditions,
): Found {
  let reason: ObstacleReason | undefined;
  let place: DailyPlace | undefined = nominal;
  for (let tries = 0; tries < MOST_TRIES && place && place.start < deadline; tries += 1) {
    const end = Math.min(place.end, deadline);
    const { at, obstacles } = walk(place.start, end, conditions);
    reason ??= obstacles[0]?.reason;
    if (at < end) return found(at, reason);
    place = placeAfter(place, obstacles.at(-1), places, conditions);
  }
  return found(undefined, reason);
}

function placeAfter(
  place: DailyPlace,
  obstacle: (Obstacle & { readonly at: EpochMs }) | undefined,
  places: DailyPlaces,
  { policy, zone }: Conditions,
): DailyPlace | undefined {
  if (obstacle === undefined) return nextPlace(place.end, places);
  if (obstacle.until === Infinity) return undefined;
  if (obstacle.reason !== 'holiday' && obstacle.reason !== 'weekend') {
    return nextPlace(Math.max(place.end, obstacle.until), places);
  }
  const day = nextSendingDay(localDateAt(obstacle.at, zone), policy.calendar);
  const sameTime = day === undefined ? undefined : placeOn(day, place.time, places);
  return sameTime && sameTime.end <= place.end ? nextPlace(place.end, places) : sameTime;
}

/** From `start` from obstacle to obstacle, until none is left or `end` is reached. */
function walk(start: EpochMs, end: EpochMs, conditions: Conditions) {
  const obstacles: (Obstacle & { readonly at: EpochMs })[] = [];
  let at = start;
  while (at < end) {
    const obstacle = obstacleAt(at, conditions);
    if (!obstacle) break;
    obstacles.push({ ...obstacle, at });
    at = obstacle.until;
  }
  return { at, obstacles };
}

function found(at: EpochMs | undefined, reason: ObstacleReason | undefined): Found {
  if (at === undefined) return { at, reason: reason ?? 'after_deadline' };
  return reason === undefined ? { at } : { at, reason };
}
