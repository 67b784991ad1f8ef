import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../domain/duration.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { counterOf } from '../support/counter.ts';
import { runShop, until } from '../support/running-shop.ts';
import type { RunningShop } from '../support/running-shop.ts';

let shop: RunningShop;
let quiet: string;

beforeAll(async () => {
  shop = await runShop();
  // Every day is a working day, and an order ships the same day: the tests run on any day of the year.
  const calendar = { region: 'US', extraWorkdays: daysFromNow(40) };
  quiet = await shop.shopWith({
    reminders: { enabled: false },
    calendar,
    promise: { cutoffs: ['23:59'], transitDays: 2 },
  });
});

afterAll(() => shop.close());

const { anOrder, becomes, alertsOf } = counterOf(() => shop);

function daysFromNow(count: number): string[] {
  const now = Date.now();
  return Array.from({ length: count }, (_, day) => new Date(now + day * DAY).toISOString().slice(0, 10));
}

const of = (buyer: string) => ({ order: { shop: quiet, customer: { id: buyer } } });
async function paid(buyer: string = randomUUID()): Promise<StoredOrder> {
  const order = await anOrder(of(buyer));
  await shop.event(order, { type: 'payment.succeeded' });
  await becomes(order, 'paid');
  return order;
}
async function expired(buyer: string): Promise<void> {
  const order = await anOrder(of(buyer));
  await shop.skip(order, 25 * HOUR);
  await becomes(order, 'expired');
}
const levelOf = async (id: string) =>
  (await shop.database.client.customer.findUniqueOrThrow({ where: { id } })).standing;

describe.concurrent('a promise, on the engine', () => {
  test('that is kept is heard of once', async () => {
    const order = await paid();
    expect(await shop.details(order.workflowId)).toContain(
      'tell staff, unless the promise to ship or arrive was kept',
    );
    expect(await shop.request(order, { kind: 'ship' })).toEqual({ accepted: true });
    await shop.skip(order, 1 * DAY);
    expect(await shop.request(order, { kind: 'deliver' })).toEqual({ accepted: true });
    expect(await shop.outcome(order)).toMatchObject({ status: 'delivered' });
    expect(await alertsOf(order)).toEqual([]);
    const story = await shop.story(order.id);
    expect(story.filter((entry) => entry.startsWith('promised'))).toEqual(['promised']);
  });

  test('to ship and to arrive that is broken is brought to staff, once each', async () => {
    const order = await paid();
    await shop.skip(order, 1.5 * DAY); // past today, and before the end of the day after tomorrow, at whatever hour it is
    expect(await alertsOf(order)).toEqual(['broken_promise']);
    await shop.skip(order, 8 * DAY);
    expect(await alertsOf(order)).toEqual(['broken_promise', 'broken_promise']);
    expect((await shop.story(order.id)).filter((entry) => entry === 'alert:broken_promise')).toHaveLength(2);
  });

  test('of an order that ships late is made anew, and watched anew', async () => {
    const order = await paid();
    const first = (await shop.order(order.id)).row.promiseArrivesOn ?? '';
    await shop.skip(order, 1.5 * DAY);
    expect(await shop.request(order, { kind: 'ship' })).toEqual({ accepted: true });
    const again = (await shop.order(order.id)).row.promiseArrivesOn ?? '';
    expect(again > first).toBe(true);
    expect(await shop.story(order.id)).toContain('promised:shipped_late');
    await shop.skip(order, 1 * DAY);
    expect(await alertsOf(order)).toEqual(['broken_promise']);
    await shop.skip(order, 4 * DAY);
    expect(await alertsOf(order)).toEqual(['broken_promise', 'broken_promise']);
  });

  test('that nobody makes is not watched: the order ends once its buyer was told that it is paid', async () => {
    const unwatched = await shop.shopWith({ reminders: { enabled: false }, promise: { enabled: false } });
    const customer = { id: randomUUID(), email: 'li@example.com' };
    const order = await anOrder({ order: { shop: unwatched, customer } });
    await shop.event(order, { type: 'payment.succeeded' });
    expect(await shop.outcome(order)).toMatchObject({ status: 'paid' });
    expect(shop.mails.filter(({ id }) => id.startsWith(`${order.id}/paid`))).toHaveLength(1);
  });

  test('of an order that is refunded in full is watched no longer', async () => {
    const order = await paid();
    const refund = { kind: 'refund', refundId: randomUUID(), reason: 'x', restock: false } as const;
    expect(await shop.request(order, refund)).toEqual({ accepted: true });
    expect(await shop.outcome(order)).toMatchObject({ status: 'cancelled' });
    expect(await alertsOf(order)).toEqual([]);
  });
});

describe.concurrent('standing, on the engine', () => {
  test('falls with the third unpaid close, halves the next deadline, and rises with two payments', async () => {
    const buyer = randomUUID();
    for (let time = 0; time < 3; time += 1) await expired(buyer);
    expect(await levelOf(buyer)).toBe('watch');
    const next = await anOrder(of(buyer));
    expect(Date.parse(next.deadline ?? '') - Date.parse(next.placedAt)).toBe(12 * HOUR);
    await shop.event(next, { type: 'payment.succeeded' });
    await becomes(next, 'paid');
    expect(await levelOf(buyer)).toBe('watch');
    await paid(buyer);
    expect(await levelOf(buyer)).toBe('good');
  });

  test('takes the close back when late money takes the order up again', async () => {
    const buyer = randomUUID();
    for (let time = 0; time < 2; time += 1) await expired(buyer);
    const third = await anOrder(of(buyer));
    await shop.skip(third, 25 * HOUR);
    expect(await levelOf(buyer)).toBe('watch');
    await shop.event(third, { type: 'payment.succeeded' });
    await becomes(third, 'paid');
    expect(await levelOf(buyer)).toBe('good');
  });
});

describe.concurrent('rewards, on the engine', () => {
  test('are given once, although the payment is told of three times', async () => {
    const order = await anOrder(of(randomUUID()));
    const sessionId = await shop.openSession(order);
    await shop.payAtSandbox(sessionId, { outcome: 'succeeded' });
    await shop.event(order, { type: 'payment.succeeded', sessionId });
    await becomes(order, 'paid');
    for (const id of ['again', 'and-again'])
      await shop.event(order, { type: 'payment.succeeded', sessionId, id: `${order.id}-${id}` });
    await until(
      async () =>
        (await shop.database.client.paymentEvent.count({ where: { orderId: order.id, appliedAt: null } })) ===
        0,
    );
    const { rewards } = await shop.order(order.id);
    expect(rewards.map(({ kind }) => kind)).toEqual(['spend_more', 'share']);
    const given = (await shop.story(order.id)).filter((entry) => entry.startsWith('reward_given'));
    expect(given).toEqual(['reward_given:spend_more', 'reward_given:share']);
  });

  test('are revoked once, with a full refund before shipping', async () => {
    const order = await paid();
    const refund = { kind: 'refund', refundId: randomUUID(), reason: 'x', restock: false } as const;
    expect(await shop.request(order, refund)).toEqual({ accepted: true });
    expect(await shop.outcome(order)).toMatchObject({ status: 'cancelled', reason: 'refunded' });
    const { rewards } = await shop.order(order.id);
    expect(rewards.every(({ revokedAt }) => revokedAt !== undefined)).toBe(true);
    expect(rewards).toHaveLength(2);
    expect((await shop.story(order.id)).filter((entry) => entry.startsWith('rewards_revoked'))).toHaveLength(
      1,
    );
  });
});
