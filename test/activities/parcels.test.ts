import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, later } from '../../domain/duration.ts';
import type { PlacingRequest } from '../../domain/placing/request.ts';
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

const { anOrder, event, alertsOf, rowOf } = tillOf(() => shop);

/** A Monday, 10:00 in Shanghai: paid now, it ships today and arrives on Thursday, 2026-11-26. */
const paid = async (world: OrderWorld, order: Partial<PlacingRequest> = {}): Promise<string> => {
  const customer = { id: `buyer-${randomUUID()}`, email: 'li@example.com', locale: 'en' };
  const orderId = await anOrder(world, { customer, ...order });
  await event(world, orderId);
  return orderId;
};
const follow = { kind: 'follow_parcel', by: 'buyer' } as const;
const ship = { kind: 'ship', carrier: 'SF', trackingNumber: 'SF-1' } as const;
/** Shipped, and its carrier tells us of its parcel. */
const followed = async (world: OrderWorld, order: Partial<PlacingRequest> = {}): Promise<string> => {
  const orderId = await paid(world, order);
  await world.ask(orderId, follow);
  await world.ask(orderId, ship);
  await world.pass(0);
  return orderId;
};
const subjectsOf = async (world: OrderWorld, orderId: string) => {
  await world.pass(0);
  return world.mails.filter(({ id }) => id.startsWith(`${orderId}/shipment`)).map(({ subject }) => subject);
};
const followingOf = async (orderId: string) => (await rowOf(orderId)).parcelFollowing;
const updatesIn = async (orderId: string) =>
  (await shop.story(orderId)).filter((entry) => entry.startsWith('parcel_update'));

describe('updates on a parcel', () => {
  test('asked for before it has left are subscribed to once it does, by a key of their own', async () => {
    const world = openWorld(shop);
    const orderId = await paid(world);
    expect(await world.ask(orderId, follow)).toEqual({ accepted: true });
    await world.pass(HOUR);
    expect(world.carrier.subscriptions).toEqual([]);
    await world.ask(orderId, ship);
    await world.pass(0);
    const key = `${orderId}/follow_parcel/1`;
    expect(world.carrier.subscriptions).toEqual([{ key, orderId, carrier: 'SF', trackingNumber: 'SF-1' }]);
    expect(await followingOf(orderId)).toBe('subscribed');
    expect(await shop.story(orderId)).toEqual(
      expect.arrayContaining(['parcel_followed', 'parcel_subscribed']),
    );
  });

  test('asked for on the way are subscribed to at once, and asking again changes nothing', async () => {
    const world = openWorld(shop);
    const orderId = await paid(world);
    await world.ask(orderId, ship);
    await world.ask(orderId, follow);
    await world.ask(orderId, follow);
    await world.pass(0);
    await world.ask(orderId, follow);
    await world.pass(DAY);
    expect(world.carrier.subscriptions).toHaveLength(1);
    expect((await shop.story(orderId)).filter((entry) => entry === 'parcel_followed')).toHaveLength(1);
  });

  test('can not be asked for before the order is paid, without a number, or once it is over', async () => {
    const world = openWorld(shop);
    const unpaid = await anOrder(world);
    expect(await world.ask(unpaid, follow)).toMatchObject({ code: 'not_followable' });
    const orderId = await paid(world);
    await world.ask(orderId, { kind: 'ship' });
    expect(await world.ask(orderId, follow)).toMatchObject({
      code: 'not_followable',
      facts: { status: 'shipped' },
    });
    await world.ask(orderId, { kind: 'deliver' });
    expect(await world.ask(orderId, follow)).toMatchObject({ code: 'not_followable' });
  });

  test('of an order that leaves without a number will not come: staff are told, once', async () => {
    const world = openWorld(shop);
    const orderId = await paid(world);
    await world.ask(orderId, follow);
    await world.ask(orderId, { kind: 'ship' });
    await world.pass(HOUR);
    expect(world.carrier.subscriptions).toEqual([]);
    expect(await followingOf(orderId)).toBe('refused');
    expect(await alertsOf(orderId)).toEqual(['parcel_not_followed']);
    expect(await shop.story(orderId)).toContain('parcel_not_followed:no_tracking_number');
  });

  test('that the carrier refuses can be asked for again, under another key', async () => {
    const world = openWorld(shop);
    world.carrier.answer = { state: 'refused', why: 'answered 404' };
    const orderId = await followed(world);
    await world.pass(DAY);
    expect(world.carrier.subscriptions).toHaveLength(1);
    expect(await followingOf(orderId)).toBe('refused');
    expect(await alertsOf(orderId)).toEqual(['parcel_not_followed']);
    world.carrier.answer = { state: 'subscribed' };
    expect(await world.ask(orderId, follow)).toEqual({ accepted: true });
    await world.pass(0);
    expect(world.carrier.subscriptions.map(({ key }) => key)).toEqual([
      `${orderId}/follow_parcel/1`,
      `${orderId}/follow_parcel/2`,
    ]);
    expect(await followingOf(orderId)).toBe('subscribed');
  });

  test('of a carrier that is away are asked for again under the same key, until staff are told', async () => {
    const world = openWorld(shop);
    const patience = await shop.shopWith({
      reminders: { enabled: false },
      logistics: { tries: 3, again: 'PT10M' },
    });
    world.carrier.answer = { state: 'unknown', why: 'down' };
    const orderId = await followed(world, { shop: patience });
    const asked = () => world.carrier.subscriptions.length;
    expect(asked()).toBe(1);
    await world.pass(10 * MINUTE - 1);
    expect(asked()).toBe(1);
    await world.pass(1);
    expect(asked()).toBe(2);
    expect(await followingOf(orderId)).toBe('asked');
    await world.pass(10 * MINUTE);
    expect(await followingOf(orderId)).toBe('unreachable');
    await world.pass(DAY);
    expect(new Set(world.carrier.subscriptions.map(({ key }) => key)).size).toBe(1);
    expect(asked()).toBe(3);
    expect(await alertsOf(orderId)).toEqual(['parcel_not_followed']);
  });

  test('are not asked for once the parcel has arrived', async () => {
    const world = openWorld(shop);
    world.carrier.answer = { state: 'unknown', why: 'down' };
    const orderId = await followed(world);
    await world.ask(orderId, { kind: 'deliver' });
    await world.pass(DAY);
    expect(world.carrier.subscriptions).toHaveLength(1);
    expect(world.state(orderId).over).toBe(true);
  });
});

describe('what a carrier tells of a parcel', () => {
  test('is kept and journalled; the buyer is told of what matters, each once', async () => {
    const world = openWorld(shop);
    const orderId = await followed(world);
    await world.tellOfParcel(orderId, { state: 'picked_up' });
    await world.pass(HOUR);
    await world.tellOfParcel(orderId, { state: 'in_transit', expectedOn: '2026-11-25' });
    expect(await subjectsOf(world, orderId)).toEqual([]);
    await world.pass(DAY);
    await world.tellOfParcel(orderId, { state: 'out_for_delivery' });
    await world.pass(HOUR);
    await world.tellOfParcel(orderId, { state: 'out_for_delivery' });
    await world.pass(HOUR);
    await world.tellOfParcel(orderId, { state: 'failed_attempt' });
    expect(await subjectsOf(world, orderId)).toEqual([
      `Your parcel for order ${orderId}`,
      `Your parcel for order ${orderId}`,
    ]);
    expect((await rowOf(orderId)).parcel).toEqual({
      state: 'failed_attempt',
      at: world.now(),
      expectedOn: '2026-11-25',
      failedAttempts: 1,
    });
    expect(await updatesIn(orderId)).toEqual(Array.from({ length: 5 }, () => 'parcel_update:taken'));
    expect(await alertsOf(orderId)).toEqual([]);
  });

  test('delivers the order when it has arrived, as the shop would say it', async () => {
    const world = openWorld(shop);
    const orderId = await followed(world);
    await world.pass(2 * DAY);
    const at = later(world.now(), -HOUR);
    await world.tellOfParcel(orderId, { state: 'delivered', at });
    expect(await subjectsOf(world, orderId)).toEqual([`Order ${orderId} has arrived`]);
    const row = await rowOf(orderId);
    expect([row.status, row.deliveredAt?.toISOString(), row.watchUntil, row.arriveBy]).toEqual([
      'delivered',
      at,
      null,
      null,
    ]);
    const entries = await shop.database.client.journalEntry.findMany({
      where: { orderId, kind: 'delivered' },
    });
    expect(entries).toMatchObject([{ actor: 'provider', facts: { inTime: true } }]);
    expect(world.state(orderId).over).toBe(true);
    await world.pass(70 * DAY);
    expect(await alertsOf(orderId)).toEqual([]);
  });

  test('collects at the door what is paid there', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world, { paymentMethod: 'cash_on_delivery' });
    await world.ask(orderId, follow);
    await world.ask(orderId, ship);
    await world.pass(DAY);
    await world.tellOfParcel(orderId, { state: 'delivered' });
    expect(await shop.order(orderId)).toMatchObject({
      status: 'delivered',
      amountDue: 0,
      amountPaid: 10_000,
      paymentState: 'succeeded',
    });
  });

  test('that went back is for staff, once, and nobody waits for it on the promised day', async () => {
    const world = openWorld(shop);
    const orderId = await followed(world);
    await world.tellOfParcel(orderId, { state: 'returned' });
    await world.pass(10 * DAY);
    expect(await alertsOf(orderId)).toEqual(['parcel_returned']);
    expect(await subjectsOf(world, orderId)).toEqual([`Order ${orderId} could not be delivered`]);
    expect((await rowOf(orderId)).status).toBe('shipped');
  });

  test('later than promised is told to staff once and to the buyer each time, and the new day is watched', async () => {
    const world = openWorld(shop);
    const orderId = await followed(world);
    await world.tellOfParcel(orderId, { state: 'picked_up', expectedOn: '2026-11-26' });
    expect(await alertsOf(orderId)).toEqual([]);
    await world.pass(HOUR);
    await world.tellOfParcel(orderId, { state: 'in_transit', expectedOn: '2026-11-28' });
    await world.pass(HOUR);
    await world.tellOfParcel(orderId, { state: 'in_transit', expectedOn: '2026-11-28' });
    await world.pass(HOUR);
    await world.tellOfParcel(orderId, { state: 'in_transit', expectedOn: '2026-11-30' });
    await world.pass(0);
    expect(await alertsOf(orderId)).toEqual(['late_parcel']);
    const promises = world.mails.filter(({ id }) => id.startsWith(`${orderId}/promise/carrier_late`));
    expect(promises.map(({ text }) => /arrive on (.*)\./.exec(text)?.[1])).toEqual(['28 Nov', '30 Nov']);
    expect(await rowOf(orderId)).toMatchObject({
      promiseArrivesOn: '2026-11-30',
      arriveBy: new Date('2026-11-30T16:00:00.000Z'),
    });
    await world.pass(8 * DAY);
    expect((await alertsOf(orderId)).toSorted()).toEqual(['broken_promise', 'late_parcel']);
  });

  test('later than a day that is broken already is told to the buyer alone: staff know', async () => {
    const world = openWorld(shop);
    const orderId = await followed(world);
    await world.pass(4 * DAY);
    expect(await alertsOf(orderId)).toEqual(['broken_promise']);
    await world.tellOfParcel(orderId, { state: 'in_transit', expectedOn: '2026-11-28' });
    await world.pass(0);
    expect(await alertsOf(orderId)).toEqual(['broken_promise']);
    expect((await rowOf(orderId)).promiseArrivesOn).toBe('2026-11-28');
  });

  test('twice counts once, whichever way it comes twice', async () => {
    const world = openWorld(shop);
    const orderId = await followed(world);
    const told = { state: 'out_for_delivery', id: 'once', at: world.now() } as const;
    await world.tellOfParcel(orderId, told);
    await world.tellOfParcel(orderId, told);
    await world.tellOfParcel(orderId, { ...told, id: 'again' });
    const input = { orderId, now: world.now() };
    await world.steps.takeParcelUpdates(input);
    expect(await subjectsOf(world, orderId)).toHaveLength(1);
    expect(await updatesIn(orderId)).toEqual(['parcel_update:taken', 'parcel_update:older']);
  });

  test('in the wrong order ends where the parcel is', async () => {
    const world = openWorld(shop);
    const orderId = await followed(world);
    const at = world.now();
    await world.pass(2 * HOUR);
    await world.tellOfParcel(orderId, { state: 'out_for_delivery', at: later(at, HOUR) });
    await world.tellOfParcel(orderId, { state: 'picked_up', at });
    await world.tellOfParcel(orderId, { state: 'delivered', at: later(at, 2 * HOUR) });
    expect(await shop.order(orderId)).toMatchObject({ status: 'delivered' });
    expect(await updatesIn(orderId)).toEqual([
      'parcel_update:taken',
      'parcel_update:older',
      'parcel_update:taken',
    ]);
  });

  test('of another parcel, or of one that has not left, changes nothing', async () => {
    const world = openWorld(shop);
    const orderId = await paid(world);
    await world.tellOfParcel(orderId, { state: 'delivered' });
    await world.ask(orderId, ship);
    await world.tellOfParcel(orderId, { state: 'delivered', trackingNumber: 'SF-2' });
    expect(await updatesIn(orderId)).toEqual(['parcel_update:not_shipped', 'parcel_update:other_parcel']);
    expect(await rowOf(orderId)).toMatchObject({ status: 'shipped', parcel: null });
  });

  test('by a clock that is fast has not happened later than now', async () => {
    const world = openWorld(shop);
    const orderId = await followed(world);
    await world.tellOfParcel(orderId, { state: 'delivered', at: later(world.now(), HOUR) });
    expect((await rowOf(orderId)).deliveredAt?.toISOString()).toBe(world.now());
  });

  test('counts on the clock of an order that was fast-forwarded', async () => {
    const world = openWorld(shop);
    const orderId = await followed(world);
    const at = world.now();
    await world.pass(DAY);
    await shop.database.client.order.update({ where: { id: orderId }, data: { clockOffsetMs: DAY } });
    await world.tellOfParcel(orderId, { state: 'in_transit', at });
    expect((await rowOf(orderId)).parcel).toMatchObject({ at: world.now() });
  });

  test('keeps tracking numbers and words of carriers out of the journal', async () => {
    const world = openWorld(shop);
    const orderId = await followed(world);
    await world.tellOfParcel(orderId, { state: 'in_transit' });
    const entries = await shop.database.client.journalEntry.findMany({ where: { orderId } });
    expect(JSON.stringify(entries.map(({ facts }) => facts))).not.toContain('SF-1');
  });
});
