import { describe, expect, test } from 'vitest';
import { defaultPolicy } from '../../../domain/policy/default-policy.ts';
import {
  isUnpaidClose,
  levelAfterClose,
  levelAfterPayment,
  levelAfterTakingUp,
  levelFor,
  scoreOf,
} from '../../../domain/standing/standing.ts';
import type { ClosingOrder } from '../../../domain/standing/standing.ts';

const policy = defaultPolicy.standing;

const expired: ClosingOrder = {
  status: 'expired',
  closedReason: 'deadline_passed',
  placedAt: '2026-11-23T02:00:00.000Z',
  closedAt: '2026-11-24T02:05:00.000Z',
  failureCode: null,
  closingSince: null,
};
const cancelled = (closedReason: ClosingOrder['closedReason'], closedAt: string): Partial<ClosingOrder> => ({
  status: 'cancelled',
  closedReason,
  closedAt: `2026-11-23T${closedAt}.000Z`,
});

describe('rule 34: an order that is closed counts against its buyer', () => {
  test.each<[string, boolean, Partial<ClosingOrder>]>([
    ['when its deadline has passed', true, {}],
    ['when the buyer cancels it after the first hour', true, cancelled('cancelled_by_buyer', '03:00:01')],
    [
      'not when the buyer cancels it within the first hour',
      false,
      cancelled('cancelled_by_buyer', '02:59:59'),
    ],
    [
      'not when he cancels it at the very end of that hour',
      false,
      cancelled('cancelled_by_buyer', '03:00:00'),
    ],
    ['not when he cancels it at once', false, cancelled('cancelled_by_buyer', '02:00:00')],
    ['not when staff cancel it', false, cancelled('cancelled_by_staff', '20:00:00')],
    ['not when it is sold out', false, cancelled('sold_out', '20:00:00')],
    ['not when it was refunded', false, cancelled('refunded', '20:00:00')],
    ['not when a newer order superseded it', false, cancelled('superseded', '20:00:00')],
    ['not when it was merged', false, { status: 'merged', closedReason: 'merged' }],
    ['not when it was rejected', false, { status: 'rejected', closedReason: 'out_of_stock' }],
    ['when his last attempt failed for want of money', true, { failureCode: 'insufficient_funds' }],
    ['when he did not authenticate', true, { failureCode: 'authentication_failed' }],
    ['when the provider gave no reason', true, { failureCode: 'do_not_honor' }],
    ['not when his last attempt failed on the provider’s side', false, { failureCode: 'processing_error' }],
    ['not when the network failed', false, { failureCode: 'network_error' }],
    ['not when the provider was away for half an hour', false, { closingSince: '2026-11-24T01:35:00.000Z' }],
    ['when it was away for less', true, { closingSince: '2026-11-24T01:35:00.001Z' }],
  ])('%s', (_, counts, changes) => expect(isUnpaidClose({ ...expired, ...changes }, policy)).toBe(counts));

  test('from a provider that was away for less than the policy says', () => {
    const order = { ...expired, closingSince: '2026-11-24T01:35:00.000Z' };
    expect(isUnpaidClose(order, { ...policy, providerAwayFor: 'PT31M' })).toBe(true);
    expect(isUnpaidClose(order, { ...policy, providerAwayFor: 'PT5M' })).toBe(false);
  });

  test('from the time of the policy on', () => {
    const order = { ...expired, ...cancelled('cancelled_by_buyer', '02:10:00') };
    expect(isUnpaidClose(order, { ...policy, forgiveCancelWithin: 'PT5M' })).toBe(true);
    expect(isUnpaidClose(order, { ...policy, forgiveCancelWithin: 'PT10M' })).toBe(false);
  });
});

describe('unpaid closes lead to', () => {
  test.each([
    [0, 'good'],
    [2, 'good'],
    [3, 'watch'],
    [4, 'watch'],
    [5, 'restricted'],
    [9, 'restricted'],
    [10, 'blocked'],
    [11, 'blocked'],
  ] as const)('%i: %s', (closes, level) => expect(levelFor(closes, policy)).toBe(level));
});

describe('after an unpaid close', () => {
  test.each([
    ['the third puts a good buyer on watch', 'good', 3, 'watch'],
    ['the second changes nothing', 'good', 2, 'good'],
    ['the fifth restricts', 'watch', 5, 'restricted'],
    ['the tenth blocks', 'restricted', 10, 'blocked'],
    ['it never lifts a level: closes have left the window', 'restricted', 1, 'restricted'],
    ['closes start again after an improvement, the level stays', 'watch', 1, 'watch'],
    ['a blocked buyer stays blocked', 'blocked', 0, 'blocked'],
    ['a level is skipped when the count says so', 'good', 5, 'restricted'],
  ] as const)('%s', (_, level, unpaidCloses, after) =>
    expect(levelAfterClose({ level, base: 'good', unpaidCloses, overdueInstalments: 0 }, policy)).toBe(after),
  );
});

describe('after an instalment became overdue', () => {
  test.each([
    ['the first counts as three closes: watch', 'good', 0, 1, 'watch'],
    ['two closes beside it restrict', 'good', 2, 1, 'restricted'],
    ['the fourth blocks', 'restricted', 0, 4, 'blocked'],
    ['it never lifts a level', 'restricted', 0, 1, 'restricted'],
  ] as const)('%s', (_, level, unpaidCloses, overdueInstalments, after) =>
    expect(levelAfterClose({ level, base: 'good', unpaidCloses, overdueInstalments }, policy)).toBe(after),
  );
});

describe('after an unpaid close that makes so many, whatever he was', () => {
  const levels = ['good', 'watch', 'restricted', 'blocked'] as const;
  const after: Readonly<Record<number, readonly (typeof levels)[number][]>> = {
    1: ['good', 'watch', 'restricted', 'blocked'],
    2: ['good', 'watch', 'restricted', 'blocked'],
    3: ['watch', 'watch', 'restricted', 'blocked'],
    4: ['watch', 'watch', 'restricted', 'blocked'],
    5: ['restricted', 'restricted', 'restricted', 'blocked'],
    9: ['restricted', 'restricted', 'restricted', 'blocked'],
    10: ['blocked', 'blocked', 'blocked', 'blocked'],
    11: ['blocked', 'blocked', 'blocked', 'blocked'],
  };
  const rows = Object.entries(after).flatMap(([closes, becomes]) =>
    levels.map((level, index) => [Number(closes), level, becomes[index]] as const),
  );
  test.each(rows)('%i: %s becomes %s', (unpaidCloses, level, becomes) =>
    expect(levelAfterClose({ level, base: 'good', unpaidCloses, overdueInstalments: 0 }, policy)).toBe(
      becomes,
    ),
  );
});

describe('after so many paid orders in a row', () => {
  test.each([
    ['restricted', 2, 'watch'],
    ['restricted', 1, 'restricted'],
    ['watch', 2, 'good'],
    ['watch', 3, 'good'],
    ['watch', 1, 'watch'],
    ['good', 2, 'good'],
    ['blocked', 9, 'blocked'],
  ] as const)('%s and %i: %s', (level, paid, after) =>
    expect(levelAfterPayment(level, paid, policy)).toBe(after),
  );
});

describe('after an expired order was taken up again', () => {
  test.each([
    ['the close that put him on watch is taken back', 'watch', 'good', 2, 'good'],
    ['the close that restricted him is taken back', 'restricted', 'good', 4, 'watch'],
    ['one that made no difference changes nothing', 'watch', 'good', 3, 'watch'],
    ['one that made none below watch either', 'good', 'good', 0, 'good'],
    ['nobody comes out above what he had earned', 'restricted', 'watch', 4, 'watch'],
    ['nor above watch after an improvement to it', 'watch', 'watch', 2, 'watch'],
    ['closes that have left the window change nothing', 'restricted', 'good', 0, 'restricted'],
    ['blocked is left by staff only', 'blocked', 'good', 9, 'blocked'],
  ] as const)('%s', (_, level, base, unpaidCloses, after) =>
    expect(levelAfterTakingUp({ level, base, unpaidCloses, overdueInstalments: 0 }, policy)).toBe(after),
  );
});

describe('the score', () => {
  test.each([
    ['good', 0, 0, 100],
    ['good', 1, 0, 90],
    ['watch', 3, 0, 70],
    ['watch', 0, 1, 70],
    ['watch', 1, 2, 30],
    ['restricted', 9, 0, 10],
    ['blocked', 0, 0, 0],
    ['restricted', 12, 0, 0],
  ] as const)(
    'of %s with %i unpaid closes and %i overdue instalments is %i',
    (level, closes, overdue, score) =>
      expect(scoreOf({ level, unpaidCloses: closes, overdueInstalments: overdue }, policy)).toBe(score),
  );
});
