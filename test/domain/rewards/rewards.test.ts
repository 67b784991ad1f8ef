import { describe, expect, test } from 'vitest';
import { defaultPolicy } from '../../../domain/policy/default-policy.ts';
import { hasGoodCredit, isImportant, rewardsFor } from '../../../domain/rewards/rewards.ts';
import type { RewardFacts } from '../../../domain/rewards/rewards.ts';

const policy = defaultPolicy.rewards;
const order = { shop: 'default', currency: 'CNY', total: 10_000 };
const now = '2026-11-23T02:00:00.000Z';
const buyer: RewardFacts = {
  recentOrders: 1,
  recentSpent: 10_000,
  standing: 'good',
  everUnpaid: true,
  accessories: [],
};
const give = (facts: Partial<RewardFacts>, changes: Partial<typeof policy> = {}, total = 10_000) =>
  rewardsFor(
    { ...order, total },
    { ...buyer, ...facts },
    { policy: { ...policy, ...changes }, now, newCode: () => 'CODE' },
  );
const kinds = (...args: Parameters<typeof give>) => give(...args).map(({ kind }) => kind);

describe('a buyer is important', () => {
  test.each([
    ['who has spent 5,000.00 lately', 1, 500_000, true],
    ['not who has spent a cent less', 1, 499_999, false],
    ['who has bought five times lately', 5, 5, true],
    ['not who has bought four times', 4, 499_999, false],
    ['who has done both', 9, 900_000, true],
    ['not who buys for the first time', 1, 10_000, false],
  ])('%s', (_, recentOrders, recentSpent, important) =>
    expect(isImportant({ recentOrders, recentSpent }, policy)).toBe(important),
  );
});

describe('a buyer has good credit', () => {
  test.each([
    ['good', false, true],
    ['good', true, false],
    ['watch', false, false],
    ['restricted', false, false],
    ['blocked', false, false],
  ] as const)('in standing %s, ever unpaid %s: %s', (standing, everUnpaid, good) =>
    expect(hasGoodCredit({ standing, everUnpaid })).toBe(good),
  );
});

describe('an order that is paid gives', () => {
  test.each<[string, string[], Parameters<typeof give>]>([
    ['an important buyer points and a coupon', ['points', 'coupon'], [{ recentOrders: 5 }]],
    ['others a reward for spending more', ['spend_more'], [{}]],
    ['others accessories that match, too', ['spend_more', 'accessories'], [{ accessories: ['lid'] }]],
    ['an important buyer no accessories', ['points', 'coupon'], [{ recentOrders: 5, accessories: ['lid'] }]],
    ['good credit a reward for sharing', ['spend_more', 'share'], [{ everUnpaid: false }]],
    [
      'an important buyer of good credit all he can have',
      ['points', 'coupon', 'share'],
      [{ recentSpent: 500_000, everUnpaid: false }],
    ],
    ['a watched buyer nothing for sharing', ['spend_more'], [{ standing: 'watch', everUnpaid: false }]],
    ['nothing where it cost nothing', [], [{ recentOrders: 9, everUnpaid: false }, {}, 0]],
    ['nothing where the policy gives nothing', [], [{ recentOrders: 9 }, { enabled: false }]],
    ['no points where they are 0', ['coupon'], [{ recentOrders: 5 }, { points: 0 }]],
    ['no coupon over nothing', ['points'], [{ recentOrders: 5 }, { couponAmount: 0 }]],
    ['no reward for spending more that is nothing', [], [{}, { spendMoreAmount: 0 }]],
    ['nothing for sharing where it is 0', ['spend_more'], [{ everUnpaid: false }, { sharePoints: 0 }]],
  ])('%s', (_, expected, args) => expect(kinds(...args)).toEqual(expected));

  test('a coupon with an expiry and a scope', () => {
    expect(give({ recentOrders: 5 }, { couponTags: ['tea'], couponFrom: 5_000 })).toEqual([
      { kind: 'points', points: 500 },
      {
        kind: 'coupon',
        code: 'CODE',
        amount: { amount: 2_000, currency: 'CNY' },
        validUntil: '2026-12-07T02:00:00.000Z',
        scope: { shop: 'default', tags: ['tea'], from: { amount: 5_000, currency: 'CNY' } },
      },
    ]);
  });

  test('what must be spent for more, and until when', () => {
    expect(give({ accessories: ['lid', 'saucer'] })).toEqual([
      {
        kind: 'spend_more',
        from: { amount: 20_000, currency: 'CNY' },
        amount: { amount: 1_000, currency: 'CNY' },
        validUntil: '2026-12-07T02:00:00.000Z',
      },
      { kind: 'accessories', skus: ['lid', 'saucer'] },
    ]);
  });
});
