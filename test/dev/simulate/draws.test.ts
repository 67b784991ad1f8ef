import { array, assert, double, nat, property, record, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawsFor, pickFrom } from '../../../dev/simulate/buyers/draws.ts';
import { HOUR, MINUTE } from '../../../domain/duration.ts';

const anything = { seed: nat(), whom: string(), decision: string() };

describe('what chance decides', () => {
  test('depends on the seed, on whom it is for and on what is decided, not on what was asked before', () => {
    assert(
      property(record(anything), array(string()), ({ seed, whom, decision }, before) => {
        const draws = drawsFor(seed, whom);
        for (const other of before) draws.of(other);
        expect(draws.of(decision)).toBe(drawsFor(seed, whom).of(decision));
      }),
    );
  });

  test('lies from 0 to 1, and what is certain or impossible is', () => {
    assert(
      property(record(anything), ({ seed, whom, decision }) => {
        const draws = drawsFor(seed, whom);
        expect(draws.of(decision)).toBeGreaterThanOrEqual(0);
        expect(draws.of(decision)).toBeLessThan(1);
        expect([draws.happens(decision, 0), draws.happens(decision, 1)]).toEqual([false, true]);
      }),
    );
  });

  test('what is likelier happens whenever what is less likely does: policies can be compared', () => {
    assert(
      property(
        record(anything),
        double({ min: 0, max: 1, noNaN: true }),
        ({ seed, whom, decision }, chance) => {
          const draws = drawsFor(seed, whom);
          if (draws.happens(decision, chance / 2)) expect(draws.happens(decision, chance)).toBe(true);
        },
      ),
    );
  });

  test('is spread evenly over decisions that are called alike', () => {
    const drawn = Array.from({ length: 4_000 }, (_, index) => drawsFor(1, `order-${index}`).of('pays'));
    const parts = Array.from({ length: 10 }, (_, part) =>
      drawn.filter((one) => Math.floor(one * 10) === part),
    );
    // 400 each; a deviation of 100 is more than five standard deviations (19).
    for (const part of parts) expect(Math.abs(part.length - 400)).toBeLessThan(100);
  });

  test('takes keys by their weights, never one without', () => {
    assert(
      property(double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (share) => {
        expect(pickFrom({ never: 0, always: 3 }, share)).toBe('always');
      }),
    );
    expect([pickFrom({ a: 1, b: 3 }, 0.24), pickFrom({ a: 1, b: 3 }, 0.26)]).toEqual(['a', 'b']);
    expect(() => pickFrom({ a: 0 }, 0.5)).toThrow('all weights are 0');
  });

  test('takes a time within its stretch, shorter ones likelier', () => {
    const stretch = { from: 'PT1M', to: 'PT100M' };
    const times = Array.from({ length: 2_000 }, (_, index) =>
      drawsFor(1, String(index)).within('when', stretch),
    );
    expect(Math.min(...times)).toBeGreaterThanOrEqual(MINUTE);
    expect(Math.max(...times)).toBeLessThanOrEqual(100 * MINUTE);
    // Half of them before ten minutes, the geometric middle: 1,000, standard deviation 22.
    expect(Math.abs(times.filter((time) => time < 10 * MINUTE).length - 1_000)).toBeLessThan(130);
    expect(drawsFor(1, 'x').within('when', { from: 'PT1H', to: 'PT1H' })).toBe(HOUR);
  });
});
