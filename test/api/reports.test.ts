import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { HOUR, SECOND, later } from '../../domain/duration.ts';
import { openApi, succeeded } from './support/api.ts';
import type { TestApi } from './support/api.ts';

let api: TestApi;

/** Orders of one Monday, 10:00 and 22:00 in Shanghai, from two landing pages, by buyers new and old. */
beforeAll(async () => {
  api = await openApi();
  const { client } = api.shop.database;
  const from = (device: string, landingPath = '/a') => ({ source: { device, landingPath, region: 'CN-SH' } });
  const paid = await api.place({ customer: { id: 'ann' }, ...from('phone') });
  await api.webhook(succeeded(paid));
  const cancelled = await api.place(from('phone'));
  await api.ask('POST', `/v1/orders/${cancelled.id}/cancel`, { reason: 'too_expensive', by: 'buyer' });
  const expire = async (id: string, more: object = {}) => {
    const data = {
      status: 'expired',
      closedReason: 'deadline_passed',
      closedAt: api.clock.now,
      hold: 'released',
    };
    await client.order.update({ where: { id }, data: { ...data, ...more } });
  };
  const open = [await api.place(from('desk', '/b'))];
  const [failed, left, never, asked] = [
    await api.place(from('desk', '/b')),
    await api.place(from('desk')),
    await api.place(),
    await api.place({ kind: 'promotion' }),
  ];
  await api.ask('POST', `/v1/orders/${left.id}/payment-link`, { payer: 'buyer' });
  await api.ask('POST', `/v1/orders/${asked.id}/problems`, { kind: 'question', note: 'x' });
  api.clock.move(12 * HOUR);
  const again = await api.place({ customer: { id: 'ann' }, ...from('phone') });
  await api.webhook(succeeded(again));
  await expire(failed.id, { failureCode: 'insufficient_funds', paymentState: 'failed' });
  for (const { id } of [left, never, asked]) await expire(id);
  expect(open).toHaveLength(1);
  // No part of any report: refused, at the door, on a platform, and what cost nothing.
  await api.place({ paymentMethod: 'cash_on_delivery' });
  await api.place({ discount: { amount: 10_000, currency: 'CNY' } });
  await api.place({ channel: 'distribution' });
  api.clock.move(HOUR);
});
afterAll(() => api.close());

const report = async (what: string) => (await api.ask('GET', `/v1/reports/${what}`)).body;
const Groups = z.object({ groups: z.array(z.looseObject({ key: z.string() })) });
const byKey = async (what: string) => {
  const { groups } = Groups.parse(await report(what));
  return Object.fromEntries(groups.map(({ key, ...group }) => [key, group]));
};

describe('the unpaid rate', () => {
  test('counts paid, unpaid and open orders, and what the unpaid ones tied up', async () => {
    expect(await report('unpaid-rate')).toMatchObject({
      from: '2026-10-24T15:00:00.000Z',
      to: '2026-11-23T15:00:00.000Z',
      groupBy: 'day',
      groups: [{ key: '2026-11-23', orders: 8, paid: 2, unpaid: 5, open: 1, unpaidRate: 0.7143 }],
      total: {
        key: 'all',
        unpaidRate: 0.7143,
        tiedUp: [{ amount: 60_000, currency: 'CNY' }],
        // Two pieces each: four orders for 12 h, the open one for 13 h so far, the cancelled one not at all.
        stockHours: 122,
      },
    });
  });

  test.each<[string, Record<string, object>]>([
    ['hour', { '10': { orders: 7, paid: 1 }, '22': { orders: 1, paid: 1 } }],
    ['weekday', { '1': { orders: 8 } }],
    ['region', { 'CN-SH': { orders: 6, unpaid: 3 }, unknown: { orders: 2, unpaid: 2 } }],
    [
      'device',
      { phone: { orders: 3, paid: 2 }, desk: { orders: 3, paid: 0, open: 1 }, unknown: { orders: 2 } },
    ],
    ['landingPath', { '/a': { orders: 4 }, '/b': { orders: 2, unpaid: 1, open: 1 }, unknown: { orders: 2 } }],
    ['segment', { new: { orders: 7, paid: 1 }, second: { orders: 1, paid: 1, unpaidRate: 0 } }],
    ['kind', { normal: { orders: 7 }, promotion: { orders: 1, unpaidRate: 1 } }],
    ['channel', { store: { orders: 8 }, distribution: { orders: 1, open: 1, unpaidRate: null } }],
    ['method', { card: { orders: 8 } }],
    ['shop', { default: { orders: 8 } }],
    ['arm', { none: { orders: 8 } }],
  ])('by %s', async (grouping, groups) =>
    expect(await byKey(`unpaid-rate?groupBy=${grouping}`)).toMatchObject(groups),
  );

  test('holds as much stock in all, however it is grouped: groups are rounded, their sum is not made of rounded ones', async () => {
    await api.ask('PUT', '/v1/shops/rounded', { policy: 'default' });
    for (const kind of ['normal', 'promotion']) {
      const { id, placedAt } = await api.place({ shop: 'rounded', kind });
      const closed = { status: 'expired', closedReason: 'deadline_passed', hold: 'released' };
      await api.shop.database.client.order.update({
        where: { id },
        data: { ...closed, closedAt: later(placedAt, 72 * SECOND) }, // two pieces for 0.02 h
      });
    }
    for (const groupBy of ['kind', 'shop'])
      expect(await report(`unpaid-rate?shop=rounded&to=2026-11-24&groupBy=${groupBy}`)).toMatchObject({
        total: { stockHours: 0.1 },
      });
  });

  test('has every hour of the day, and every weekday', async () => {
    const hours = await byKey('by-hour');
    expect(Object.keys(hours)).toHaveLength(24);
    expect(hours).toMatchObject({ '03': { orders: 0, unpaidRate: null }, '10': { orders: 7 } });
    expect(Object.keys(await byKey('by-hour?groupBy=weekday'))).toHaveLength(7);
  });

  test('is of the stretch of time and the shop that was asked for', async () => {
    expect(await report('unpaid-rate?from=2026-11-23T14:00:00Z')).toMatchObject({ total: { orders: 1 } });
    expect(await report('unpaid-rate?to=2026-11-23')).toMatchObject({
      total: { orders: 0, unpaidRate: null },
    });
    expect(await report('unpaid-rate?shop=another')).toMatchObject({ total: { orders: 0 } });
    await api.ask('PUT', '/v1/shops/another', { policy: 'default' });
    const key = await api.keyWith(['staff'], 'another');
    const answer = await api.ask('GET', '/v1/reports/unpaid-rate?shop=default', undefined, { key });
    expect(answer.body).toMatchObject({ total: { orders: 0 } });
  });

  test.each(['from=2026-11-24&to=2026-11-23', 'groupBy=mood', 'from=yesterday'])(
    'refuses %s',
    async (query) => expect(await report(`unpaid-rate?${query}`)).toMatchObject({ status: 422 }),
  );
});

test('the funnel counts who has come so far: placed, opened, attempted, paid', async () => {
  expect(await report('funnel')).toMatchObject({
    groupBy: null,
    groups: [
      {
        key: 'all',
        steps: [
          { step: 'placed', orders: 8, ofPlaced: 1 },
          { step: 'link_opened', orders: 3 },
          { step: 'attempted', orders: 3, ofStepBefore: 1 },
          { step: 'paid', orders: 2, ofPlaced: 0.25, ofStepBefore: 0.6667 },
        ],
      },
    ],
  });
  expect(await byKey('funnel?groupBy=device')).toMatchObject({
    phone: { steps: [{ orders: 3 }, {}, {}, { orders: 2 }] },
  });
});

test('the reasons are one an order, and failures have the product’s words', async () => {
  expect(await report('reasons')).toMatchObject({ unpaid: 5 });
  expect(await byKey('reasons')).toEqual({
    too_expensive: { orders: 1, share: 0.2 },
    payment_failed: { orders: 1, share: 0.2, failures: { no_funds: 1 } },
    left_payment_page: { orders: 1, share: 0.2 },
    problem_question: { orders: 1, share: 0.2 },
    never_opened: { orders: 1, share: 0.2 },
  });
});

test('experiments compare every arm with the first, with its interval', async () => {
  const { client } = api.shop.database;
  const orders = Array.from({ length: 40 }, (_, index) => {
    const arm = index % 2 === 0 ? 'control' : 'bold';
    const paid = arm === 'bold' ? index % 10 !== 1 : index % 10 === 0;
    const amounts = {
      goods: 1,
      discount: 0,
      shippingFee: 0,
      total: 1,
      amountDue: paid ? 0 : 1,
      amountPaid: paid ? 1 : 0,
    };
    const at = '2026-11-20T02:00:00.000Z';
    return {
      id: `arm-${index}`,
      workflowId: `order-arm-${index}`,
      shop: 'default',
      customerId: `arm-${index}`,
      status: paid ? 'paid' : 'expired',
      kind: 'normal',
      channel: 'store',
      paymentMethod: 'card',
      deductOn: 'order',
      hold: 'none',
      currency: 'CNY',
      lines: [],
      linesHash: 'x',
      placedAt: at,
      policyName: 'default',
      policyVersion: 1,
      arm,
      ...amounts,
      ...(paid ? { paidAt: at } : { closedAt: at, closedReason: 'deadline_passed' }),
    };
  });
  await client.order.createMany({ data: orders });
  expect(await report('experiments')).toMatchObject({
    groups: [
      {
        shop: 'default',
        arm: 'bold',
        orders: 20,
        paid: 16,
        conversion: { share: 0.8, low: 0.584, high: 0.9193 },
      },
      { shop: 'default', arm: 'control', orders: 20, paid: 4, conversion: { share: 0.2 } },
    ],
    comparisons: [{ arm: 'bold', against: 'control', difference: 0.6, significant: true }],
  });
  await client.order.deleteMany({ where: { id: { startsWith: 'arm-' } } });
});

test('RFM says who would get which rewards', async () => {
  expect(await report('rfm')).toMatchObject({
    since: '2026-09-24T15:00:00.000Z',
    importantMonetary: 500_000,
    frequentOrders: 5,
    groups: [{ key: 'others', buyers: 1, orders: 2, spent: 20_000, share: 1 }],
  });
});
