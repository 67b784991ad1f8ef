import { describe, expect, test } from 'vitest';
import { orderStatuses } from '../../../domain/order/status.ts';
import { HOUR } from '../../../domain/duration.ts';
import { defaultPolicy } from '../../../domain/policy/default-policy.ts';
import { isPassing, reasonNotToRemind } from '../../../domain/reminders/suppression.ts';
import type { ReminderFacts, SuppressionReason } from '../../../domain/reminders/suppression.ts';

type Facts = Omit<Partial<ReminderFacts>, 'order' | 'buyer' | 'policy'> & {
  readonly order?: Partial<ReminderFacts['order']>;
  readonly buyer?: Partial<ReminderFacts['buyer']>;
  readonly policy?: Partial<ReminderFacts['policy']>;
};

const TODAY = '2026-11-23';

function facts({ order, buyer, policy, ...rest }: Facts = {}): ReminderFacts {
  return {
    order: {
      id: 'o-2',
      status: 'awaiting_payment',
      channel: 'store',
      paymentMethod: 'card',
      payment: 'none',
      provider: 'unpaid',
      problemOpen: false,
      deductOn: 'order',
      soldOut: false,
      remindersSent: 0,
      ...order,
    },
    buyer: {
      blocked: false,
      segment: 'new',
      tags: [],
      paidOn: [],
      newestUnpaidOrderId: 'o-2',
      remindedToday: 0,
      msSinceLastReminder: null,
      ...buyer,
    },
    channels: ['email', 'in_app'],
    today: TODAY,
    policy: { ...defaultPolicy.reminders, ...policy },
    gapMs: 4 * HOUR,
    ...rest,
  };
}

/** One way for each rule to hold, in product.md's order. */
const holding: Record<SuppressionReason, Facts> = {
  not_awaiting_payment: { order: { status: 'paid' } },
  distribution_order: { order: { channel: 'distribution' } },
  cash_on_delivery: { order: { paymentMethod: 'cash_on_delivery' } },
  payment_in_progress: { order: { payment: 'processing' } },
  paid_at_provider: { order: { provider: 'paid' } },
  problem_open: { order: { problemOpen: true } },
  bought_another_today: { buyer: { paidOn: [TODAY] } },
  newer_order_unpaid: { buyer: { newestUnpaidOrderId: 'o-3' } },
  buyer_blocked: { buyer: { blocked: true } },
  no_consent: { channels: [] },
  order_cap: { order: { remindersSent: 3 } },
  daily_cap: { buyer: { remindedToday: 1 } },
  gap: { buyer: { msSinceLastReminder: HOUR } },
  returning_without_perk: { buyer: { segment: 'loyal' } },
  sold_out: { order: { deductOn: 'payment', soldOut: true } },
};

describe('an order is reminded', () => {
  test.each<[string, Facts]>([
    ['when nothing speaks against it', {}],
    ['when it is paid by bank transfer', { order: { paymentMethod: 'bank_transfer' } }],
    ['when it is to be paid later', { order: { paymentMethod: 'pay_later' } }],
    ['when no method is chosen yet', { order: { paymentMethod: null } }],
    ['when a payment failed', { order: { payment: 'failed' } }],
    [
      'when the provider can not be reached: that never closes nor silences an order',
      { order: { provider: 'unknown' } },
    ],
    ['when the buyer paid another order yesterday', { buyer: { paidOn: ['2026-11-22'] } }],
    [
      'when the buyer paid often, but not today',
      { buyer: { paidOn: ['2026-11-20', '2026-11-21', '2026-11-24'] } },
    ],
    ['when it is the only unpaid order known', { buyer: { newestUnpaidOrderId: null } }],
    ['when one channel is left', { channels: ['in_app'] }],
    ['when only a call is left', { channels: ['call'] }],
    ['when two of three reminders were sent', { order: { remindersSent: 2 } }],
    ['when the policy has more of them', { order: { remindersSent: 3 }, policy: { maxPerOrder: 4 } }],
    ['when the policy has two a day', { buyer: { remindedToday: 1 }, policy: { maxPerCustomerPerDay: 2 } }],
    ['when the gap is just over', { buyer: { msSinceLastReminder: 4 * HOUR } }],
    ['when the policy has no gap', { buyer: { msSinceLastReminder: 0 }, gapMs: 0 }],
    [
      'when a loyal buyer has a perk',
      { buyer: { segment: 'loyal' }, policy: { perks: { loyal: { text: 'points' } } } },
    ],
    [
      'when a second buyer has a perk',
      { buyer: { segment: 'second' }, policy: { perks: { second: { text: 'a gift' } } } },
    ],
    [
      'when a loyal buyer is a member with a benefit',
      { buyer: { segment: 'loyal', tags: ['member'] }, policy: { perks: { member: { text: 'gift' } } } },
    ],
    [
      'when the policy reminds returning buyers anyway',
      { buyer: { segment: 'loyal' }, policy: { returningNeedPerk: false } },
    ],
    ['when its goods are held and sold out for others', { order: { soldOut: true } }],
    ['when it takes stock at payment and there is some', { order: { deductOn: 'payment' } }],
  ])('%s', (_, given) => expect(reasonNotToRemind(facts(given))).toBeUndefined());
});

describe('an order is not reminded', () => {
  test.each(orderStatuses.filter((status) => status !== 'awaiting_payment'))('when it is %s', (status) => {
    expect(reasonNotToRemind(facts({ order: { status } }))).toBe('not_awaiting_payment');
  });

  test.each<[string, Facts, SuppressionReason]>([
    ['when a distribution platform sold it', { order: { channel: 'distribution' } }, 'distribution_order'],
    ['when it is paid on delivery', { order: { paymentMethod: 'cash_on_delivery' } }, 'cash_on_delivery'],
    ['while a payment is processing', { order: { payment: 'processing' } }, 'payment_in_progress'],
    ['while the provider says processing', { order: { provider: 'processing' } }, 'payment_in_progress'],
    ['when the provider says it was paid', { order: { provider: 'paid' } }, 'paid_at_provider'],
    ['when it was paid and not yet settled', { order: { payment: 'succeeded' } }, 'paid_at_provider'],
    [
      'when an earlier attempt failed and the provider says paid',
      { order: { payment: 'failed', provider: 'paid' } },
      'paid_at_provider',
    ],
    ['while a problem is open', { order: { problemOpen: true } }, 'problem_open'],
    ['when its buyer paid another order today', { buyer: { paidOn: [TODAY] } }, 'bought_another_today'],
    [
      'when its buyer paid two others, one of them today',
      { buyer: { paidOn: ['2026-11-01', TODAY] } },
      'bought_another_today',
    ],
    [
      'when its buyer has a newer unpaid order',
      { buyer: { newestUnpaidOrderId: 'o-3' } },
      'newer_order_unpaid',
    ],
    ['when its buyer is blocked', { buyer: { blocked: true } }, 'buyer_blocked'],
    ['when its buyer allows no channel', { channels: [] }, 'no_consent'],
    ['when it had its three reminders', { order: { remindersSent: 3 } }, 'order_cap'],
    ['when it had more than its three', { order: { remindersSent: 4 } }, 'order_cap'],
    ['when the policy has none', { policy: { maxPerOrder: 0 } }, 'order_cap'],
    ['when its buyer was reminded today', { buyer: { remindedToday: 1 } }, 'daily_cap'],
    ['when the policy has none a day', { policy: { maxPerCustomerPerDay: 0 } }, 'daily_cap'],
    [
      'when its buyer was reminded two times of two',
      { buyer: { remindedToday: 2 }, policy: { maxPerCustomerPerDay: 2 } },
      'daily_cap',
    ],
    ['a millisecond within the gap', { buyer: { msSinceLastReminder: 4 * HOUR - 1 } }, 'gap'],
    ['in the moment of another reminder', { buyer: { msSinceLastReminder: 0 } }, 'gap'],
    [
      'within a longer gap of the policy',
      { buyer: { msSinceLastReminder: 5 * HOUR }, gapMs: 6 * HOUR },
      'gap',
    ],
    ['when a loyal buyer would get nothing', { buyer: { segment: 'loyal' } }, 'returning_without_perk'],
    ['when a second buyer would get nothing', { buyer: { segment: 'second' } }, 'returning_without_perk'],
    [
      'when the perk is for another segment',
      { buyer: { segment: 'loyal' }, policy: { perks: { second: { text: 'a gift' } } } },
      'returning_without_perk',
    ],
    [
      'when the benefit is for members and the buyer is none',
      { buyer: { segment: 'loyal' }, policy: { perks: { member: { text: 'gift' } } } },
      'returning_without_perk',
    ],
    [
      'when a member has no benefit',
      { buyer: { segment: 'loyal', tags: ['member'] } },
      'returning_without_perk',
    ],
    [
      'when its goods sold out and stock is taken at payment',
      { order: { deductOn: 'payment', soldOut: true } },
      'sold_out',
    ],
  ])('%s', (_, given, reason) => expect(reasonNotToRemind(facts(given))).toBe(reason));
});

describe('the first reason of the list is the one', () => {
  const reasons = Object.entries(holding);
  const pairs = reasons.slice(1).map(([later, given], index) => [reasons[index], later, given] as const);

  test.each(reasons)('%s alone', (reason, given) => {
    expect(reasonNotToRemind(facts(given))).toBe(reason);
  });

  test.each(pairs.map(([earlier, later, given]) => [earlier?.[0], later, earlier?.[1], given] as const))(
    '%s goes before %s',
    (earlier, _, first, second) => {
      const both = {
        ...first,
        ...second,
        order: { ...first?.order, ...second.order },
        buyer: { ...first?.buyer, ...second.buyer },
      };
      expect(reasonNotToRemind(facts(both))).toBe(earlier);
    },
  );
});

test('caps of a day, gaps and problems pass; all else is final for the stage', () => {
  const passing = (
    ['order_cap', 'daily_cap', 'gap', 'problem_open', 'no_consent', 'sold_out'] as const
  ).filter(isPassing);
  expect(passing).toEqual(['daily_cap', 'gap', 'problem_open']);
});
