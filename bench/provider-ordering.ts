import { amountBand, orderProviders } from '../domain/credit/providers.ts';
import type { ProviderRecord } from '../domain/credit/providers.ts';
import { seededBy } from '../domain/credit/random.ts';
import type { Random } from '../domain/credit/random.ts';
import { defaultPolicy } from '../domain/policy/default-policy.ts';
import { segments } from '../domain/reminders/segments.ts';

/** Amounts of declined applications, minor units: each in a band of its own. */
const amounts = [20_000, 50_000, 200_000, 600_000] as const;
const { outsideProviders, exploration } = defaultPolicy.credit.rescue;
const providers = outsideProviders.map(({ name }) => name);

export interface OrderingOptions {
  readonly applications: number;
  readonly seed: string;
  /** How often the curve has a point. */
  readonly every?: number;
}

/** What was lost against always asking the best provider first, in orders that were not rescued, after so many applications. */
export interface RegretPoint {
  readonly applications: number;
  readonly sampled: number;
  readonly random: number;
}

export interface OrderingFigures {
  readonly applications: number;
  readonly rescuedSampled: number;
  readonly rescuedRandom: number;
  readonly rescuedAtBest: number;
  readonly regretSampled: number;
  readonly regretRandom: number;
  readonly curve: readonly RegretPoint[];
}

/** Somebody whose application was declined: where he belongs, and who would finance him how likely. */
interface Declined {
  readonly segment: string;
  readonly band: string;
  readonly rates: ReadonlyMap<string, number>;
}

/** One way of choosing: what it has learnt, and what it has lost. */
interface Way {
  readonly choose: (declined: Declined, application: string) => string;
  readonly learn: (declined: Declined, provider: string, wasPaid: boolean) => void;
  rescued: number;
  regret: number;
}

/**
 * Compares choosing an outside provider by Thompson sampling, as offers do, with choosing blindly. Success rates differ by segment,
 * band and provider and are drawn from the seed; each way sees only what came of its own choices. The same seed gives the same figures.
 */
export function simulateOrdering({ applications, seed, every = 100 }: OrderingOptions): OrderingFigures {
  const random = seededBy(seed);
  const world = ratesOf(random);
  const [sampled, blind] = [samplingWay(seed), blindWay(seed)];
  const curve: RegretPoint[] = [];
  let best = 0;
  for (let count = 1; count <= applications; count += 1) {
    const declined = pick(world, random);
    const luck = random();
    best += Math.max(...declined.rates.values());
    for (const way of [sampled, blind]) tryOne(way, declined, { application: `${seed}/${count}`, luck });
    if (count % every === 0)
      curve.push({ applications: count, sampled: sampled.regret, random: blind.regret });
  }
  return {
    applications,
    rescuedSampled: sampled.rescued,
    rescuedRandom: blind.rescued,
    rescuedAtBest: best,
    regretSampled: sampled.regret,
    regretRandom: blind.regret,
    curve,
  };
}

function tryOne(
  way: Way,
  declined: Declined,
  { application, luck }: { application: string; luck: number },
): void {
  const provider = way.choose(declined, application);
  const rate = declined.rates.get(provider) ?? 0;
  const wasPaid = luck < rate;
  way.regret += Math.max(...declined.rates.values()) - rate;
  if (wasPaid) way.rescued += 1;
  way.learn(declined, provider, wasPaid);
}

function samplingWay(seed: string): Way {
  const records = new Map<string, Map<string, ProviderRecord>>();
  const of = ({ segment, band }: Declined) => {
    const key = `${segment} ${band}`;
    const known = records.get(key) ?? new Map<string, ProviderRecord>();
    records.set(key, known);
    return known;
  };
  return {
    rescued: 0,
    regret: 0,
    choose: (declined, application) =>
      first(
        orderProviders({
          providers,
          records: [...of(declined).values()],
          exploration,
          seed: `${seed}${application}`,
        }).providers,
      ),
    learn(declined, provider, wasPaid) {
      const { successes = 0, failures = 0 } = of(declined).get(provider) ?? {};
      of(declined).set(provider, {
        provider,
        successes: successes + Number(wasPaid),
        failures: failures + Number(!wasPaid),
      });
    },
  };
}

function blindWay(seed: string): Way {
  const random = seededBy(`${seed} blind`);
  return { rescued: 0, regret: 0, choose: () => pick(providers, random), learn: () => undefined };
}

/** Every segment and band with its providers' true rates, 5 % to 65 %. */
function ratesOf(random: Random): readonly Declined[] {
  return segments.flatMap((segment) =>
    amounts.map((amount) => ({
      segment,
      band: amountBand(amount),
      rates: new Map(providers.map((provider) => [provider, 0.05 + 0.6 * random()])),
    })),
  );
}

function pick<Item>(from: readonly Item[], random: Random): Item {
  return first(from.slice(Math.floor(random() * from.length)));
}

function first<Item>(from: readonly Item[]): Item {
  const [item] = from;
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
}
