import type { EpochMs } from '../calendar/time-zone.ts';
import { SECOND, durationMs } from '../duration.ts';
import { findDailyPlace, findInstant } from './find-place.ts';
import type { Found } from './find-place.ts';
import type { Conditions } from './obstacles.ts';
import { cutoffWindowsOf, nextPlace, slotsOf, usedUpBy } from './places.ts';
import type { DailyPlaces } from './places.ts';
import { taken } from './plan-input.ts';
import { stageAt } from './stages.ts';
import type { Stage } from './stages.ts';

/** A stage of the strategy and what planning found for it. */
export type FoundStage = Found & { readonly stage: Stage };

export interface Stretch {
  readonly placedAt: EpochMs;
  readonly deadline: EpochMs;
  /** Decided stages of the strategy, by index: they are not placed again. */
  readonly decided: ReadonlyMap<number, EpochMs>;
}

/**
 * Places the stages of the strategy that are still to be decided. `slots` and `cutoff` have as many stages as places begin
 * before the deadline, at most `maxPerOrder`. `delay` has one: it names one duration, and the last call follows it. Orders
 * of short validity have one for each fraction, whatever the strategy. Each stage stands after the one before it.
 */
export function placeStages(stretch: Stretch, conditions: Conditions): FoundStage[] {
  const { reminders } = conditions.policy;
  if (conditions.short)
    return atInstants(fractionsOf(stretch, reminders.shortValidity.fractions), stretch, conditions);
  switch (reminders.strategy) {
    case 'slots':
      return atDailyPlaces(slotsOf(reminders, conditions.zone), stretch, conditions);
    case 'cutoff':
      return atDailyPlaces(cutoffWindowsOf(reminders, conditions.zone), stretch, conditions);
    case 'delay':
      return atInstants([stretch.placedAt + durationMs(reminders.delay)], stretch, conditions);
    default:
      return reminders.strategy satisfies never;
  }
}

function atDailyPlaces(places: DailyPlaces, stretch: Stretch, conditions: Conditions): FoundStage[] {
  const { decided, deadline } = stretch;
  const { maxPerOrder } = conditions.policy.reminders;
  const lastDecided = Math.max(-1, ...decided.keys());
  const stages: FoundStage[] = [];
  let usedUntil = stretch.placedAt;
  for (let index = 0; index < maxPerOrder; index += 1) {
    const at = decided.get(index);
    const nominal = nextPlace(usedUntil, places);
    if (at === undefined && (!nominal || nominal.start >= deadline)) break;
    if (at !== undefined) usedUntil = usedUpBy(at, usedUntil, places);
    else if (nominal && index < lastDecided) usedUntil = nominal.end;
    else if (nominal) {
      const found = findDailyPlace(nominal, deadline, places, withStages(conditions, stages));
      stages.push({ stage: stageAt(index), ...found });
      usedUntil = found.at === undefined ? nominal.end : usedUpBy(found.at, usedUntil, places);
    }
  }
  return stages;
}

function atInstants(nominals: readonly EpochMs[], stretch: Stretch, conditions: Conditions): FoundStage[] {
  const { decided, deadline } = stretch;
  const lastDecided = Math.max(-1, ...decided.keys());
  const stages: FoundStage[] = [];
  for (const [index, start] of nominals.entries()) {
    if (index <= lastDecided) continue;
    const found = findInstant({ start, end: deadline }, withStages(conditions, stages));
    stages.push({ stage: stageAt(index), ...found });
  }
  return stages;
}

/** The instants of the fractions of the stretch from the order to its deadline, rounded up to the second (rules.md 22). */
function fractionsOf({ placedAt, deadline }: Stretch, fractions: readonly string[]): EpochMs[] {
  const length = deadline - placedAt;
  return fractions
    .map((fraction) => {
      const [over = 0, under = 1] = fraction.split('/').map(Number);
      return placedAt + Math.ceil((length * over) / under / SECOND) * SECOND;
    })
    .toSorted((a, b) => a - b);
}

/** The conditions with the stages placed so far counted in. */
export function withStages(conditions: Conditions, stages: readonly FoundStage[]): Conditions {
  const placed = stages.flatMap(({ at }) => (at === undefined ? [] : [taken(at, true)]));
  return placed.length === 0 ? conditions : { ...conditions, taken: [...conditions.taken, ...placed] };
}
