import { describe, expect, test } from 'vitest';
import { simulateOrdering } from '../../bench/provider-ordering.ts';

describe('outside providers ordered by what was observed', () => {
  const seeds = ['one', 'two', 'three', 'four', 'five'];

  test.each(seeds)('rescue more orders than chance, and lose less against the best (seed %s)', (seed) => {
    const figures = simulateOrdering({ applications: 2_000, seed });
    expect(figures.rescuedSampled).toBeGreaterThan(figures.rescuedRandom);
    expect(figures.regretSampled).toBeLessThan(0.7 * figures.regretRandom);
  });

  test('learn: the second half loses less than the first, where chance loses as much', () => {
    const { curve } = simulateOrdering({ applications: 4_000, seed: 'learning' });
    const [middle, end] = [curve[curve.length / 2 - 1], curve.at(-1)];
    expect((end?.sampled ?? 0) - (middle?.sampled ?? 0)).toBeLessThan(0.7 * (middle?.sampled ?? 0));
    expect((end?.random ?? 0) / (middle?.random ?? 1)).toBeCloseTo(2, 0);
  });

  test('come out the same for the same seed', () => {
    const options = { applications: 300, seed: 'again' };
    expect(simulateOrdering(options)).toEqual(simulateOrdering(options));
  });
});
