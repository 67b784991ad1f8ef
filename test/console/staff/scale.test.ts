import { describe, expect, test } from 'vitest';
import { roundUp, stretchAround } from '../../../console/staff/kit/chart/scale.ts';

describe('a scale', () => {
  test.each([
    [0, 1],
    [0.013, 0.02],
    [0.21, 0.25],
    [0.5, 0.5],
    [0.51, 1],
    [1, 1],
    [37, 50],
  ])('from zero to %d ends at %d', (value, end) => {
    expect(roundUp(value)).toBeCloseTo(end, 10);
  });

  test.each([
    [[0.31, 0.66], 0.2, 0.8],
    [[-0.22, 0, 0.28], -0.4, 0.4],
    [[0.5, 0.5], 0.5, 1], // of no width all the same has one
  ])('around %o has round ends, and marks within', (values, from, to) => {
    const stretch = stretchAround(values);
    expect(stretch.from).toBeCloseTo(from, 10);
    expect(stretch.to).toBeGreaterThanOrEqual(Math.max(...values));
    expect(stretch.marks.length).toBeLessThanOrEqual(6);
    expect(stretch.marks[0]).toBe(stretch.from);
    expect(stretch.marks.at(-1)).toBe(stretch.to);
    expect(stretch.to).toBeCloseTo(to, 10);
  });
});
