import { describe, expect, test } from 'vitest';
import { differenceOf, meanWithBounds, shareWithBounds } from '../../../domain/reports/confidence.ts';

describe('a share has bounds', () => {
  // Checked against the tables of Newcombe (1998), "Two-sided confidence intervals for the single proportion", method 3.
  test.each([
    [81, 263, 0.308, 0.2553, 0.3662],
    [15, 148, 0.1014, 0.0624, 0.1605],
    [0, 20, 0, 0, 0.1611],
    [1, 29, 0.0345, 0.0061, 0.1718],
    [20, 20, 1, 0.8389, 1],
  ])('%i of %i', (part, all, share, low, high) => {
    const bounds = shareWithBounds(part, all);
    expect(bounds?.share).toBeCloseTo(share, 4);
    expect(bounds?.low).toBeCloseTo(low, 4);
    expect(bounds?.high).toBeCloseTo(high, 4);
  });

  test('of nothing it is none', () => expect(shareWithBounds(0, 0)).toBeNull());
});

describe('the difference of two shares', () => {
  // Newcombe (1998), "Interval estimation for the difference between independent proportions", method 10.
  test.each([
    [56, 70, 48, 80, 0.2, 0.0524, 0.3339, true],
    [9, 10, 3, 10, 0.6, 0.1705, 0.809, true],
    [10, 10, 0, 20, 1, 0.6791, 1, true],
    [5, 56, 0, 29, 0.0893, -0.0381, 0.1926, false],
  ])('%i of %i less %i of %i', (a, ofA, b, ofB, difference, low, high, significant) => {
    const found = differenceOf(shareWithBounds(a, ofA), shareWithBounds(b, ofB));
    expect(found?.difference).toBeCloseTo(difference, 4);
    expect(found?.low).toBeCloseTo(low, 3);
    expect(found?.high).toBeCloseTo(high, 3);
    expect(found?.significant).toBe(significant);
  });

  test('with one of nothing is none', () => expect(differenceOf(shareWithBounds(1, 2), null)).toBeNull());
});

describe('a mean has bounds', () => {
  test('by the spread of its values', () => {
    // Mean 3, standard deviation 1.5811 (of a sample), standard error 0.7071: 3 ± 1.959964 × 0.7071.
    const bounds = meanWithBounds([1, 2, 3, 4, 5]);
    expect(bounds?.mean).toBe(3);
    expect(bounds?.low).toBeCloseTo(1.6141, 4);
    expect(bounds?.high).toBeCloseTo(4.3859, 4);
  });

  test('that lie on it where all values are the same', () =>
    expect(meanWithBounds([2, 2, 2])).toEqual({ mean: 2, low: 2, high: 2 }));

  test('of fewer than two values it is none', () =>
    expect([meanWithBounds([]), meanWithBounds([7])]).toEqual([null, null]));
});
