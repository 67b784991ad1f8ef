import { describe, expect, test } from 'vitest';
import { amountBand, orderProviders } from '../../../domain/credit/providers.ts';
import { drawBeta, seededBy } from '../../../domain/credit/random.ts';

const providers = ['a', 'b', 'c'];
const firsts = (records: Parameters<typeof orderProviders>[0]['records'], exploration = 0) => {
  const count = new Map<string, number>();
  for (let n = 0; n < 3_000; n += 1) {
    const [first = ''] = orderProviders({ providers, records, exploration, seed: `s${n}` }).providers;
    count.set(first, (count.get(first) ?? 0) + 1);
  }
  return (provider: string) => (count.get(provider) ?? 0) / 3_000;
};

describe('providers are ordered', () => {
  test('evenly while nothing is known: a cold start', () => {
    const share = firsts([]);
    for (const provider of providers) expect(share(provider)).toBeCloseTo(1 / 3, 1);
  });

  test('by what was observed: who does well comes first nearly always', () => {
    const share = firsts([
      { provider: 'a', successes: 5, failures: 45 },
      { provider: 'b', successes: 40, failures: 10 },
      { provider: 'c', successes: 10, failures: 40 },
    ]);
    expect(share('b')).toBeGreaterThan(0.99);
  });

  test('with room for one nobody has tried yet', () => {
    const share = firsts([
      { provider: 'a', successes: 30, failures: 30 },
      { provider: 'b', successes: 3, failures: 30 },
    ]);
    expect(share('c')).toBeGreaterThan(0.3);
  });

  test('blindly for the policy’s share of buyers', () => {
    const records = [
      { provider: 'b', successes: 400, failures: 10 },
      { provider: 'a', successes: 1, failures: 400 },
      { provider: 'c', successes: 1, failures: 400 },
    ];
    expect(firsts(records, 0.3)('a')).toBeCloseTo(0.1, 1);
    expect(firsts(records, 0)('a')).toBe(0);
  });

  test('the same for the same application', () => {
    const ordering = { providers, records: [], exploration: 0.05, seed: 'application' };
    expect(orderProviders(ordering)).toEqual(orderProviders(ordering));
  });

  test('all of them, each once', () => {
    for (let n = 0; n < 100; n += 1)
      expect(
        orderProviders({ providers, records: [], exploration: 0.5, seed: `${n}` }).providers.toSorted(),
      ).toEqual(providers);
  });
});

test.each([
  [2, 8],
  [20, 20],
  [1, 1],
])('a draw from Beta(%i, %i) has its mean and spread', (a, b) => {
  const random = seededBy('beta');
  const draws = Array.from({ length: 20_000 }, () => drawBeta(a, b, random));
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
  const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length;
  expect(mean).toBeCloseTo(a / (a + b), 2);
  expect(variance).toBeCloseTo((a * b) / ((a + b) ** 2 * (a + b + 1)), 2);
});

test.each([
  [1, '1e0'],
  [10_000, '1e4'],
  [29_999, '1e4'],
  [30_000, '3e4'],
  [99_999, '3e4'],
  [100_000, '1e5'],
])('the band of %i is %s', (amount, band) => expect(amountBand(amount)).toBe(band));
