import { describe, expect, test } from 'vitest';
import { shopZone } from '../../../domain/calendar/shop-zone.ts';
import { defaultPolicy } from '../../../domain/policy/default-policy.ts';
import { previewPolicy } from '../../../domain/reminders/preview.ts';
import type { PreviewCustomer, PreviewOrder } from '../../../domain/reminders/preview.ts';
import { instant, policyWith } from './plan-table.ts';

function preview(order: Partial<PreviewOrder> = {}, customer?: PreviewCustomer, document: object = {}) {
  const policy = policyWith(document);
  return previewPolicy({ policy, zone: shopZone({}, policy.calendar), order: anOrder(order), customer });
}

function anOrder(order: Partial<PreviewOrder>): PreviewOrder {
  return {
    placedAt: instant('2026-03-03 10:00'),
    lines: [{ sku: 'mug', quantity: 2, unitPrice: { amount: 4_900, currency: 'CNY' } }],
    ...order,
  };
}

const price = (amount: number) => [{ sku: 'sofa', quantity: 1, unitPrice: { amount, currency: 'CNY' } }];

test('a policy is previewed exactly as the contract has it', () => {
  expect(preview()).toEqual({
    deadline: '2026-03-04T02:00:00.000Z',
    releaseAt: '2026-03-04T02:05:00.000Z',
    reminders: [
      {
        stage: 'first',
        at: '2026-03-03T06:30:00.000Z',
        kind: 'message',
        channels: ['sms', 'email'],
        emphasis: 'trust',
      },
      {
        stage: 'second',
        at: '2026-03-04T01:30:00.000Z',
        kind: 'message',
        channels: ['sms', 'email'],
        emphasis: 'trust',
      },
    ],
    dropped: [{ stage: 'last_call', reason: 'gap' }],
  });
});

describe('the deadline in it', () => {
  test.each([
    ['of a promotion', { kind: 'promotion' }, undefined, {}, '2026-03-03 16:00'],
    ['of a flash sale', { kind: 'flash' }, undefined, {}, '2026-03-03 10:30'],
    ['of goods made to order', { kind: 'made_to_order' }, undefined, {}, '2026-03-05 10:00'],
    ['of a watched buyer', {}, { standing: 'watch' }, {}, '2026-03-03 22:00'],
    ['of a restricted buyer', {}, { standing: 'restricted' }, {}, '2026-03-04 10:00'],
    ['of a bank transfer', { paymentMethod: 'bank_transfer' }, undefined, {}, '2026-03-06 10:00'],
    [
      'of a campaign',
      { source: { campaign: 'spring' } },
      undefined,
      overridden({ campaign: 'spring' }),
      '2026-03-03 22:00',
    ],
    ['of a SKU', {}, undefined, overridden({ sku: 'mug' }), '2026-03-03 22:00'],
  ] as const)('%s', (_, order, customer, document, deadline) => {
    expect(preview(order, customer, document).deadline).toBe(instant(deadline));
  });

  test.each([
    ['cash on delivery', { paymentMethod: 'cash_on_delivery' }, 'cash_on_delivery'],
    ['a distribution platform', { channel: 'distribution' }, 'distribution_order'],
  ] as const)('is none for %s', (_, order, reason) => {
    const nothing = { deadline: null, releaseAt: null, reminders: [], dropped: [{ stage: 'first', reason }] };
    expect(preview(order)).toEqual(nothing);
  });

  function overridden(match: object) {
    return { validity: { overrides: [{ match, validity: 'PT12H' }] } };
  }
});

describe('rules that the input can decide are applied', () => {
  const none = { sms: false, email: false, push: false, in_app: false, call: false };
  const consents = (given: object) => ({ customer: { consents: { ...none, ...given } } });
  test.each([
    ['a loyal buyer needs a perk', {}, { segment: 'loyal' }, {}, 'returning_without_perk'],
    ['a second buyer needs a perk', {}, { segment: 'second' }, {}, 'returning_without_perk'],
    ['a blocked buyer has no orders', {}, { standing: 'blocked' }, {}, 'buyer_blocked'],
    ['nobody is reminded who allows nothing', consents({}), undefined, {}, 'no_consent'],
    [
      'nobody is reminded on a channel the policy lacks',
      consents({ email: true }),
      undefined,
      { reminders: { channels: ['sms'] } },
      'no_consent',
    ],
    [
      'an order with nothing due is paid',
      { discount: { amount: 9_800, currency: 'CNY' } },
      undefined,
      {},
      'nothing_due',
    ],
    ['the first reason wins', consents({}), { segment: 'loyal', standing: 'blocked' }, {}, 'buyer_blocked'],
  ] as const)('%s: every stage is dropped for it', (_, order, customer, document, reason) => {
    const { reminders, dropped } = preview(order, customer, document);
    expect(reminders).toEqual([]);
    expect(dropped).toEqual(['first', 'second', 'last_call'].map((stage) => ({ stage, reason })));
  });

  test.each([
    [
      'a loyal buyer with a perk is reminded',
      {},
      { segment: 'loyal' },
      { reminders: { perks: { loyal: { text: 'points' } } } },
    ],
    [
      'a loyal member is reminded',
      {},
      { segment: 'loyal', tags: ['member'] },
      { reminders: { perks: { member: { text: 'gift' } } } },
    ],
    [
      'a loyal buyer is reminded where none needs a perk',
      {},
      { segment: 'loyal' },
      { reminders: { returningNeedPerk: false } },
    ],
    [
      'who allows a call alone is called',
      { lines: price(300_000), ...consents({ call: true }) },
      undefined,
      {},
    ],
  ] as const)('%s', (_, order, customer, document) => {
    expect(preview(order, customer, document).reminders).toHaveLength(2);
  });

  test('channels a buyer denies are left out', () => {
    const { reminders } = preview(consents({ push: true, in_app: true }));
    expect(reminders.map(({ channels }) => channels)).toEqual([
      ['push', 'in_app'],
      ['push', 'in_app'],
    ]);
  });

  test('a buyer reminded this morning is reminded tomorrow', () => {
    const { reminders } = preview({}, { lastReminderAt: instant('2026-03-03 09:30') });
    expect(reminders).toMatchObject([
      { stage: 'first', at: instant('2026-03-04 09:30'), reason: 'daily_cap' },
    ]);
  });
});

describe('the amount due decides between call and message', () => {
  const yuan = (amount: number) => ({ amount, currency: 'CNY' });
  test.each([
    ['2,000.00 of goods', { lines: price(200_000) }, 'call'],
    ['a fen less', { lines: price(199_999) }, 'message'],
    ['the shipping counts', { lines: price(199_000), shipping: { fee: yuan(1_000) } }, 'call'],
    ['the discount counts', { lines: price(200_000), discount: yuan(1) }, 'message'],
    ['quantities count', { lines: [{ sku: 'mug', quantity: 4, unitPrice: yuan(50_000) }] }, 'call'],
  ] as const)('%s', (_, order, kind) => {
    expect(preview(order).reminders[0]?.kind).toBe(kind);
  });

  test('a buyer who denies calls gets a message', () => {
    const order = { lines: price(200_000), customer: { consents: { call: false } } };
    expect(preview(order).reminders[0]).toMatchObject({ kind: 'message', channels: ['sms', 'email'] });
  });
});

test("the shop's zone wins over the policy's", () => {
  const zone = shopZone({ timeZone: 'Europe/Berlin' }, defaultPolicy.calendar);
  const answer = previewPolicy({
    policy: defaultPolicy,
    zone,
    order: anOrder({ placedAt: '2026-03-03T09:00:00Z' }),
  });
  expect(answer.reminders.map(({ at }) => at)).toEqual([
    '2026-03-03T13:30:00.000Z',
    '2026-03-04T08:30:00.000Z',
  ]);
});
