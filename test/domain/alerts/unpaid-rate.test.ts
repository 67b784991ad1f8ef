import { describe, expect, test } from 'vitest';
import { isUnpaidRateUnusual } from '../../../domain/alerts/unpaid-rate.ts';
import type { Ended } from '../../../domain/alerts/unpaid-rate.ts';
import { defaultPolicy } from '../../../domain/policy/default-policy.ts';

const of = (unpaid: number, orders: number): Ended => ({ unpaid, orders });

describe('product.md 10: an unpaid rate', () => {
  test.each([
    ['twice its usual is unusual', of(40, 100), of(200, 1_000), true],
    ['just below twice its usual is not', of(39, 100), of(200, 1_000), false],
    ['as it always is is not', of(20, 100), of(200, 1_000), false],
    ['of too few orders says nothing', of(19, 19), of(200, 1_000), false],
    ['has no usual in a new shop', of(50, 100), of(1, 19), false],
    ['that doubled by chance is not', of(2, 20), of(50, 1_000), false],
    ['that doubled in many orders is', of(20, 200), of(50, 1_000), true],
    ['of a shop where nobody ever failed to pay is as soon as some do', of(3, 100), of(0, 1_000), true],
    ['of none is not, whatever the usual', of(0, 100), of(0, 1_000), false],
  ])('%s', (_, recent, usual, unusual) => {
    expect(isUnpaidRateUnusual({ recent, usual }, defaultPolicy.alerts)).toBe(unusual);
  });
});
