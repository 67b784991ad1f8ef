import { durationMs } from '../../../domain/duration.ts';
import { seededBy } from '../../../domain/credit/random.ts';

/**
 * What chance decides for one buyer or order. A draw depends on the seed, on whom it is for and on what is decided, and on nothing else:
 * neither on how often chance was asked before nor on the policy. So two policies meet the same people (common random numbers).
 */
export interface Draws {
  /** A number of at least 0 and under 1 for this decision; the same decision, the same number. */
  of(decision: string): number;
  /** Whether something of this probability happens. */
  happens(decision: string, probability: number): boolean;
  /** One of the keys, by their weights. Throws where nothing has a weight. */
  pick<Key extends string>(decision: string, weights: Readonly<Partial<Record<Key, number>>>): Key;
  /** A time within a stretch in whole seconds, shorter ones likelier: as likely from 1 to 2 minutes as from 1 to 2 hours. */
  within(decision: string, stretch: { readonly from: string; readonly to: string }): number;
}

export function drawsFor(seed: number, whom: string): Draws {
  const of = (decision: string) => {
    const random = seededBy(`${seed}/${whom}/${decision}`);
    random(); // names that differ in their last letter begin alike
    return random();
  };
  return {
    of,
    happens: (decision, probability) => of(decision) < probability,
    pick: (decision, weights) => pickFrom(weights, of(decision)),
    within: (decision, { from, to }) => logUniform(durationMs(from), durationMs(to), of(decision)),
  };
}

/** The key in whose part of all weights `share` (0 to 1) lies. */
export function pickFrom<Key extends string>(
  weights: Readonly<Partial<Record<Key, number>>>,
  share: number,
): Key {
  const entries = keysOf(weights).map((key) => [key, weights[key] ?? 0] as const);
  let left = share * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [key, weight] of entries) {
    if (left < weight) return key;
    left -= weight;
  }
  throw new Error('nothing to choose from: all weights are 0');
}

function keysOf<Key extends string>(weights: Readonly<Partial<Record<Key, number>>>): Key[] {
  const keys: Key[] = [];
  for (const key in weights) keys.push(key);
  return keys;
}

const SECONDS = 1000;

function logUniform(from: number, to: number, share: number): number {
  const least = Math.max(SECONDS, from);
  const most = Math.max(least, to);
  return Math.round((least * (most / least) ** share) / SECONDS) * SECONDS;
}
