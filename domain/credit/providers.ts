import { drawBeta, seededBy } from './random.ts';
import type { Random } from './random.ts';

/** How a provider did with buyers of one segment and one amount band. */
export interface ProviderRecord {
  readonly provider: string;
  readonly successes: number;
  readonly failures: number;
}

export interface Ordering {
  readonly providers: readonly string[];
  /** What was observed for such buyers; a provider without a record is new. */
  readonly records: readonly ProviderRecord[];
  /** Share of buyers for whom the order is drawn blindly, so that nobody is written off for good (`rescue.exploration`). */
  readonly exploration: number;
  /** The same seed orders alike: an application's id. */
  readonly seed: string;
}

export interface OrderedProviders {
  readonly providers: readonly string[];
  readonly how: 'explored' | 'sampled';
}

/**
 * Providers for one buyer, the most promising first: Thompson sampling. Each provider's success rate is drawn from what is known of
 * it, Beta(1 + successes, 1 + failures). Cold start: a provider nobody has tried draws from Beta(1, 1), every rate alike, so
 * it comes first about as often as any other until it has a record of its own.
 */
export function orderProviders({ providers, records, exploration, seed }: Ordering): OrderedProviders {
  const random = seededBy(seed);
  if (random() < exploration) return { providers: shuffled(providers, random), how: 'explored' };
  const known = new Map(records.map((record) => [record.provider, record]));
  const drawn = providers.map((provider) => {
    const { successes = 0, failures = 0 } = known.get(provider) ?? {};
    return { provider, rate: drawBeta(1 + successes, 1 + failures, random) };
  });
  return {
    providers: drawn.toSorted((a, b) => b.rate - a.rate).map(({ provider }) => provider),
    how: 'sampled',
  };
}

function shuffled(providers: readonly string[], random: Random): readonly string[] {
  return providers
    .map((provider) => ({ provider, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ provider }) => provider);
}

/** The band an amount belongs to: powers of ten of minor units, halves of them apart (`3e5` is 300,000 to under 1,000,000). */
export function amountBand(amount: number): string {
  const exponent = Math.max(0, Math.floor(Math.log10(Math.max(1, amount))));
  return `${amount >= 3 * 10 ** exponent ? 3 : 1}e${exponent}`;
}
