import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../domain/duration.ts';
import { prepareMail } from '../../domain/messages/render-message.ts';
import { openWorld } from '../support/order-world.ts';
import type { OrderWorld } from '../support/order-world.ts';
import { openMoneyShop, tillOf } from '../support/till.ts';
import type { MoneyShop } from '../support/till.ts';

let shop: MoneyShop;

beforeAll(async () => {
  await prepareMail();
  shop = await openMoneyShop();
});

afterAll(() => shop.close());

const { anOrder, event, alertsOf } = tillOf(() => shop);

/** A Monday, 10:00 in Shanghai: paid now, it ships today and arrives on Thursday. */
const paid = async (world: OrderWorld): Promise<string> => {
  const orderId = await anOrder(world, {
    customer: { id: `buyer-${randomUUID()}`, email: 'li@example.com', locale: 'en' },
  });
  await event(world, orderId);
  return orderId;
};
const promiseOf = async (orderId: string) => {
  const { promiseShipsOn, promiseArrivesOn } = (await shop.order(orderId)).row;
  return [promiseShipsOn, promiseArrivesOn];
};
const promisesTold = async (orderId: string) => {
  const where = { orderId, purpose: 'promise', channel: 'email', state: 'sent' };
  return (await shop.database.client.message.findMany({ where, orderBy: { seq: 'asc' } })).map(
    ({ body }) => body,
  );
};
const ship = { kind: 'ship' } as const;
const deliver = { kind: 'deliver' } as const;

describe('product.md 8: a promise', () => {
  test('is made at payment, told to the buyer, and kept: nobody hears of it again', async () => {
    const world = openWorld(shop);
    const orderId = await paid(world);
    expect(await promiseOf(orderId)).toEqual(['2026-11-23', '2026-11-26']);
    await world.pass(HOUR);
    expect(await promisesTold(orderId)).toEqual([expect.stringContaining('26 Nov')]);
    await world.ask(orderId, ship);
    await world.pass(3 * DAY);
    await world.ask(orderId, deliver);
    await world.pass(10 * DAY);
    expect(await alertsOf(orderId)).toEqual([]);
    expect(await promisesTold(orderId)).toHaveLength(1);
    expect(await shop.story(orderId)).not.toContain('alert:broken_promise');
    expect(await shop.order(orderId)).toMatchObject({ row: { shipBy: null, arriveBy: null } });
  });

  test('to ship that is broken is an alert, once; then the buyer is told the new day', async () => {
    const world = openWorld(shop);
    const orderId = await paid(world);
    await world.pass(14 * HOUR - 1);
    expect(await alertsOf(orderId)).toEqual([]);
    await world.pass(1);
    expect(await alertsOf(orderId)).toEqual(['broken_promise']);
    await world.pass(10 * HOUR);
    await world.ask(orderId, ship);
    expect(await promiseOf(orderId)).toEqual(['2026-11-23', '2026-11-27']);
    await world.pass(2 * DAY);
    await world.ask(orderId, deliver);
    await world.pass(5 * DAY);
    expect(await alertsOf(orderId)).toEqual(['broken_promise']);
    expect(await promisesTold(orderId)).toEqual([
      expect.stringContaining('26 Nov'),
      expect.stringContaining('27 Nov'),
    ]);
    expect(await shop.story(orderId)).toEqual(
      expect.arrayContaining(['promised', 'alert:broken_promise', 'promised:shipped_late']),
    );
  });

  test('to arrive that is broken is an alert of its own', async () => {
    const world = openWorld(shop);
    const orderId = await paid(world);
    await world.ask(orderId, ship);
    await world.pass(4 * DAY);
    expect(await alertsOf(orderId)).toEqual(['broken_promise']);
    await world.ask(orderId, deliver);
    await world.pass(5 * DAY);
    expect(await alertsOf(orderId)).toEqual(['broken_promise']);
  });

  test('that nobody keeps is two alerts, for shipping and arriving, and no third', async () => {
    const world = openWorld(shop);
    const orderId = await paid(world);
    await world.pass(30 * DAY);
    expect(await alertsOf(orderId)).toEqual(['broken_promise', 'broken_promise']);
  });

  test('is made when an order is to be paid at the door, and is off when that changes', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world, { paymentMethod: 'cash_on_delivery' });
    expect(await promiseOf(orderId)).toEqual(['2026-11-23', '2026-11-26']);
    await world.ask(orderId, { kind: 'change_method', method: 'card', by: 'buyer' });
    expect(await promiseOf(orderId)).toEqual([null, null]);
    await world.pass(2 * HOUR);
    await world.ask(orderId, { kind: 'change_method', method: 'cash_on_delivery', by: 'buyer' });
    expect(await promiseOf(orderId)).toEqual(['2026-11-23', '2026-11-26']);
  });

  test('is not made where the policy makes none, and not watched once the money went back', async () => {
    const world = openWorld(shop);
    const without = await shop.shopWith({ promise: { enabled: false } });
    const silent = await anOrder(world, { shop: without });
    await event(world, silent);
    expect(await promiseOf(silent)).toEqual([null, null]);
    const orderId = await paid(world);
    await world.ask(orderId, { kind: 'refund', refundId: randomUUID(), reason: 'x', restock: false });
    await world.pass(10 * DAY);
    expect(await alertsOf(orderId)).toEqual([]);
  });

  test('is the same for a step that is run twice', async () => {
    const world = openWorld(shop);
    const orderId = await paid(world);
    world.sleep(20 * HOUR);
    const input = { orderId, now: world.now() };
    await world.steps.watchPromise(input);
    await world.steps.watchPromise(input);
    expect(await alertsOf(orderId)).toEqual(['broken_promise']);
    expect((await shop.story(orderId)).filter((entry) => entry === 'alert:broken_promise')).toHaveLength(1);
  });
});
