import { describe, expect, test } from 'vitest';
import { closedReasons, facts, holding } from './win-back-facts.ts';
import type { Facts } from './win-back-facts.ts';
import { isForGood, reasonNotToWinBack } from '../../../domain/reminders/win-back.ts';
import type { WinBackReason } from '../../../domain/reminders/win-back.ts';

describe('a buyer is won back', () => {
  test.each<[string, Facts]>([
    ['when his order’s time ran out', {}],
    [
      'when he cancelled once',
      { order: { status: 'cancelled', closedReason: 'cancelled_by_buyer' }, buyer: { unwanted: 1 } },
    ],
    ['when he cancelled another order before, and this one expired', { buyer: { unwanted: 1 } }],
    ['on one channel', { channels: ['in_app'] }],
  ])('%s', (_, given) => expect(reasonNotToWinBack(facts(given))).toBeUndefined());
});

describe('a buyer is not won back', () => {
  test.each<[string, Facts, WinBackReason]>([
    ['when the policy says so', holding.disabled, 'disabled'],
    ['when his order was taken up again', { order: { status: 'paid' } }, 'not_closed'],
    ['when his order is open', { order: { status: 'awaiting_payment' } }, 'not_closed'],
    [
      'when his order went into another',
      { order: { status: 'merged', closedReason: 'merged' } },
      'not_closed',
    ],
    [
      'when his order was rejected',
      { order: { status: 'rejected', closedReason: 'out_of_stock' } },
      'not_closed',
    ],
    ['for an order of a distribution platform', holding.distribution_order, 'distribution_order'],
    ['when he is blocked', holding.buyer_blocked, 'buyer_blocked'],
    ['when he cancelled twice', holding.unwanted_twice, 'unwanted_twice'],
    ['when he cancelled three times', { buyer: { unwanted: 3 } }, 'unwanted_twice'],
    ['when he has bought since', holding.bought_since, 'bought_since'],
    ['when another order of his waits to be paid', holding.newer_order_unpaid, 'newer_order_unpaid'],
    ['when he was won back lately', holding.won_back_lately, 'won_back_lately'],
    ['when he allows no channel', holding.no_consent, 'no_consent'],
    ['when the goods are sold out', holding.sold_out, 'sold_out'],
  ])('%s', (_, given, reason) => expect(reasonNotToWinBack(facts(given))).toBe(reason));

  test.each(closedReasons)('when the shop closed his order: %s', (closedReason) =>
    expect(reasonNotToWinBack(facts({ order: { status: 'cancelled', closedReason } }))).toBe(
      'closed_by_shop',
    ),
  );
});

describe('the first reason wins', () => {
  const reasons = Object.keys(holding).filter((name): name is WinBackReason => name in holding);
  const pairs = reasons.flatMap((first, index) =>
    reasons.slice(index + 1).map((second) => [first, second] as const),
  );

  test.each(pairs)('%s before %s', (first, second) => {
    const [a, b] = [holding[first], holding[second]];
    const both = {
      ...b,
      ...a,
      order: { ...b.order, ...a.order },
      buyer: { ...b.buyer, ...a.buyer },
      policy: { ...b.policy, ...a.policy },
    };
    expect(reasonNotToWinBack(facts(both))).toBe(first);
  });
});

test('what may change while the companion waits is looked at again then', () => {
  const reasons = Object.keys(holding).filter((name): name is WinBackReason => name in holding);
  expect(reasons.filter((reason) => !isForGood(reason))).toEqual(['newer_order_unpaid', 'sold_out']);
});
