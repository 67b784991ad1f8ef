import { assert, date, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayKind } from '../../../domain/calendar/working-days.ts';
import { monthsAfter, monthsBetween, planInstalments } from '../../../domain/credit/instalments.ts';
import { defaultPolicy } from '../../../domain/policy/default-policy.ts';

const { calendar } = defaultPolicy;
const plan = (amount: number, term: number, from: string) =>
  planInstalments({ amount, term, from, calendar });

describe('an instalment plan', () => {
  test('adds up to the fen: what can’t be split evenly is in the first ones', () => {
    expect(plan(10_000, 3, '2026-03-10').map(({ amount }) => amount)).toEqual([3_334, 3_333, 3_333]);
  });

  test('is due on the same day of each month, or the next that is worked', () => {
    // 10 April is a Friday; 10 May a Sunday, worked nowhere; 10 June a Wednesday.
    expect(plan(300, 3, '2026-03-10').map(({ dueOn }) => dueOn)).toEqual([
      '2026-04-10',
      '2026-05-11',
      '2026-06-10',
    ]);
  });

  test('waits out a statutory holiday', () => {
    const [first] = plan(100, 1, '2026-09-01');
    expect(first?.dueOn).toBe('2026-10-08');
  });

  test('has fewer instalments where there is less to pay than there are months', () => {
    expect(plan(2, 12, '2026-03-10').map(({ amount }) => amount)).toEqual([1, 1]);
  });

  test('always adds up, in whole parts that differ by one at most, on days that are worked, one after the other', () => {
    const days = date({ min: new Date('2025-01-01'), max: new Date('2026-11-30'), noInvalidDate: true });
    assert(
      property(
        integer({ min: 1, max: 10_000_000 }),
        integer({ min: 1, max: 24 }),
        days,
        (amount, term, day) => {
          const from = day.toISOString().slice(0, 10);
          const parts = plan(amount, term, from);
          const amounts = parts.map((part) => part.amount);
          expect(amounts.reduce((sum, part) => sum + part, 0)).toBe(amount);
          expect(Math.max(...amounts) - Math.min(...amounts)).toBeLessThanOrEqual(1);
          expect(parts.every(({ dueOn }) => dayKind(dueOn, calendar) === 'workday' && dueOn > from)).toBe(
            true,
          );
          expect(parts.map(({ dueOn }) => dueOn)).toEqual(parts.map(({ dueOn }) => dueOn).toSorted());
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-05-31', 1, '2026-06-30'],
    ['2026-01-05', 12, '2027-01-05'],
  ])('%s and %i months: %s', (date, months, later) => expect(monthsAfter(date, months)).toBe(later));

  test.each([
    ['2026-01-15', '2026-01-15', 0],
    ['2026-01-15', '2026-02-14', 0],
    ['2026-01-15', '2026-02-15', 1],
    ['2024-01-31', '2026-02-28', 25],
    ['2026-03-01', '2026-01-01', 0],
  ])('from %s to %s: %i whole months', (from, to, months) => expect(monthsBetween(from, to)).toBe(months));
});
