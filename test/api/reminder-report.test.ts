import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, later } from '../../domain/duration.ts';
import { ReminderReport } from '../../api/schemas/reminder-report.ts';
import { openApi } from './support/api.ts';
import type { TestApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
  for (const shop of ['tea', 'ink']) await api.ask('PUT', `/v1/shops/${shop}`, { policy: 'default' });
});
/** Each test has a day of its own: a report is about the orders placed in a stretch of time. */
beforeEach(() => api.clock.move(2 * DAY));
afterAll(() => api.close());

interface Told {
  readonly stage: string;
  readonly channels: readonly string[];
  /** After placing. */
  readonly after: number;
  readonly opened?: readonly string[];
  readonly segment?: string;
  readonly emphasis?: string;
  readonly strategy?: string;
  readonly failed?: boolean;
}

/** An order with its reminders, paid so long after it was placed, or never. */
async function order(told: readonly Told[], paidAfter: number | null, changes: Record<string, unknown> = {}) {
  const { client } = api.shop.database;
  const { id: orderId, customerId, placedAt } = await api.place(changes);
  for (const { stage, channels, after, opened = [], ...more } of told) {
    const at = later(placedAt, after);
    const { segment = 'new', emphasis = 'trust', strategy = 'slots', failed = false } = more;
    const dates = { localDay: at.slice(0, 10), dueAt: at, decidedAt: at };
    const decision = {
      orderId,
      stage,
      outcome: 'sent',
      strategy,
      emphasis,
      segment,
      channels: [...channels],
      ...dates,
    };
    await client.reminder.create({ data: decision });
    for (const channel of channels.filter((each) => each !== 'call')) {
      const id = `${orderId}/reminder/${stage}/${channel}`;
      const purpose = stage === 'win_back' ? 'win_back' : 'reminder';
      const words = { purpose, stage, channel, to: 'x', locale: 'en', body: 'x' };
      const state = failed ? 'failed' : 'sent';
      await client.message.create({ data: { id, orderId, customerId, state, at, sentAt: at, ...words } });
    }
    for (const channel of opened)
      await client.linkOpening.create({ data: { orderId, via: `reminder/${stage}/${channel}`, at } });
  }
  if (paidAfter !== null)
    await client.order.update({ where: { id: orderId }, data: { paidAt: later(placedAt, paidAfter) } });
  return orderId;
}

async function report(query = '', key?: string) {
  const [from, to] = [later(api.clock.now, -HOUR), later(api.clock.now, HOUR)];
  const url = `/v1/reports/reminders?from=${from}&to=${to}${query}`;
  return (await api.ask('GET', url, undefined, key === undefined ? {} : { key })).as(ReminderReport);
}

const first = (changes: Partial<Told> = {}): Told => ({
  stage: 'first',
  channels: ['email'],
  after: 3 * HOUR,
  ...changes,
});

describe('the report on reminders', () => {
  test('counts a reminder once by stage and once per channel by channel', async () => {
    await order([first({ channels: ['sms', 'email'], opened: ['email'] })], 4 * HOUR);
    await order([first(), first({ stage: 'second', after: 10 * HOUR, opened: ['email'] })], null);
    expect((await report()).groups).toEqual([
      { key: 'first', sent: 2, opened: 1, paidWithin24h: 1, openRate: 0.5, conversion: 0.5 },
      { key: 'second', sent: 1, opened: 1, paidWithin24h: 0, openRate: 1, conversion: 0 },
    ]);
    expect((await report('&groupBy=channel')).groups).toEqual([
      { key: 'email', sent: 3, opened: 2, paidWithin24h: 1, openRate: 0.6667, conversion: 0.3333 },
      { key: 'sms', sent: 1, opened: 0, paidWithin24h: 1, openRate: 0, conversion: 1 },
    ]);
  });

  test.each([
    ['segment', { segment: 'loyal' }, 'loyal', 'new'],
    ['emphasis', { emphasis: 'scarcity' }, 'scarcity', 'trust'],
    ['strategy', { strategy: 'delay' }, 'delay', 'slots'],
  ])('tells apart by %s', async (groupBy, changes, own, usual) => {
    await order([first(changes)], 4 * HOUR);
    await order([first()], null);
    const { groups } = await report(`&groupBy=${groupBy}`);
    expect(groups.map(({ key, paidWithin24h }) => [key, paidWithin24h]).toSorted()).toEqual(
      [
        [own, 1],
        [usual, 0],
      ].toSorted(),
    );
  });

  test.each([
    ['before it went out', 2 * HOUR, 0],
    ['in the second it went out', 3 * HOUR, 1],
    ['just within a day', 27 * HOUR - 1, 1],
    ['a day later', 27 * HOUR, 0],
  ])('counts a payment %s rightly', async (_, paidAfter, paidWithin24h) => {
    await order([first()], paidAfter);
    expect((await report()).groups).toMatchObject([{ sent: 1, paidWithin24h }]);
  });

  test('puts beside them the orders that were never reminded and paid anyway', async () => {
    await order([first()], 4 * HOUR);
    await order([first()], null);
    await order([first(), first({ stage: 'second', after: 9 * HOUR })], 30 * DAY);
    await order([], 5 * MINUTE);
    await order([], null);
    await order([], 2 * HOUR);
    const { reminded, neverReminded } = await report();
    expect(reminded).toEqual({ orders: 3, paid: 2, conversion: 0.6667 });
    expect(neverReminded).toEqual({ orders: 3, paid: 2, conversion: 0.6667 });
  });

  test('leaves out orders that were never to be paid online, and messages that came back', async () => {
    await order([first({ failed: true })], null);
    await order([], null, { channel: 'distribution' });
    await order([], null, { paymentMethod: 'cash_on_delivery' });
    await api.ask('POST', '/v1/orders', {
      customer: { id: 'greedy' },
      lines: [{ sku: 'mug', quantity: 1_000_000, unitPrice: { amount: 1, currency: 'CNY' } }],
    });
    const { groups, reminded, neverReminded } = await report();
    expect([groups, reminded.orders, neverReminded.orders]).toEqual([[], 1, 0]);
  });

  test('counts a call as a reminder on its own channel, and a win-back as none', async () => {
    await order([first({ channels: ['call'] })], 5 * HOUR);
    await order([first({ stage: 'win_back' })], null);
    const { groups, neverReminded } = await report('&groupBy=channel');
    expect(groups).toMatchObject([{ key: 'call', sent: 1, paidWithin24h: 1, opened: 0 }]);
    expect(neverReminded.orders).toBe(1);
  });

  test('is about one shop where it is asked so, and never about another than the key’s', async () => {
    await order([first()], null, { shop: 'tea' });
    await order([first()], null, { shop: 'ink' });
    await order([first()], null, { shop: 'ink' });
    expect((await report()).groups).toMatchObject([{ sent: 3 }]);
    expect((await report('&shop=ink')).groups).toMatchObject([{ sent: 2 }]);
    const key = await api.keyWith(['staff'], 'tea');
    expect((await report('&shop=ink', key)).groups).toMatchObject([{ sent: 1 }]);
  });

  test('goes by when orders were placed: the last thirty days unless told otherwise, days as UTC', async () => {
    await order([first()], null);
    const month = (await api.ask('GET', '/v1/reports/reminders')).as(ReminderReport);
    expect([month.from, month.to]).toEqual([later(api.clock.now, -30 * DAY), api.clock.now]);
    const day = api.clock.now.slice(0, 10);
    const days = (await api.ask('GET', `/v1/reports/reminders?from=${day}&to=${day}`)).as(ReminderReport);
    expect([days.from, days.to, days.groups]).toEqual([`${day}T00:00:00.000Z`, `${day}T00:00:00.000Z`, []]);
  });

  test.each(['from=yesterday', 'groupBy=weather', 'to=2020-01-01&from=2021-01-01', 'limit=5'])(
    '%s is refused',
    async (query) => {
      expect((await api.ask('GET', `/v1/reports/reminders?${query}`)).status).toBe(422);
    },
  );
});
