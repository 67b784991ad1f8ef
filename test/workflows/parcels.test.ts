import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../domain/duration.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import type { LogisticsProvider } from '../../providers/ports.ts';
import { counterOf } from '../support/counter.ts';
import { fakeCarrier } from '../support/fake-carrier.ts';
import { parcelCounterOf } from '../support/parcel-counter.ts';
import { runShop, until } from '../support/running-shop.ts';
import type { RunningShop } from '../support/running-shop.ts';

let shop: RunningShop;
let quiet: string;
const carrier = fakeCarrier();
/** Orders for which the carrier can't be reached. */
const downFor = new Set<string>();
const logistics: LogisticsProvider = {
  ...carrier,
  subscribe: async (parcel) => {
    const answer = await carrier.subscribe(parcel);
    return downFor.has(parcel.orderId) ? { state: 'unknown', why: 'down' } : answer;
  },
};

beforeAll(async () => {
  shop = await runShop([], { logistics });
  quiet = await shop.shopWith({
    reminders: { enabled: false },
    logistics: { tries: 3, again: 'PT10M' },
  });
});

afterAll(() => shop.close());

const { anOrder, becomes, alertsOf } = counterOf(() => shop);
const { tell } = parcelCounterOf(() => shop);

let buyers = 0;
async function paid(): Promise<StoredOrder> {
  const id = `parcel-${(buyers += 1)}`;
  const order = await anOrder({
    order: { shop: quiet, customer: { id, email: `${id}@example.com`, locale: 'en' } },
  });
  await shop.event(order, { type: 'payment.succeeded' });
  await becomes(order, 'paid');
  return order;
}
const follow = { kind: 'follow_parcel', by: 'buyer' } as const;
const ship = { kind: 'ship', trackingNumber: 'SF-1' } as const;
const asked = ({ id }: StoredOrder) => carrier.subscriptions.filter(({ orderId }) => orderId === id);
const following = async ({ id }: StoredOrder, wanted: string) =>
  until(async () => (await shop.order(id)).row.parcelFollowing === wanted);

describe.concurrent('a parcel, on the engine', () => {
  test('is subscribed to once it has left, followed to the door, and its order ends there', async () => {
    const order = await paid();
    expect(await shop.request(order, follow)).toEqual({ accepted: true });
    await shop.skip(order, 5 * HOUR);
    expect(asked(order)).toEqual([]);
    expect(await shop.request(order, ship)).toEqual({ accepted: true });
    await following(order, 'subscribed');
    expect(asked(order)).toHaveLength(1);
    await tell(order, 'out_for_delivery');
    await tell(order, 'delivered');
    expect(await shop.outcome(order)).toMatchObject({ status: 'delivered' });
    const subjects = shop.mails.filter(({ id }) => id.startsWith(`${order.id}/shipment`));
    expect(subjects.map(({ subject }) => subject)).toContain(`Order ${order.id} has arrived`);
  });

  test('of a carrier that is away is asked for again by the agenda, and in the end brought to staff', async () => {
    const order = await paid();
    downFor.add(order.id);
    await shop.request(order, ship);
    await shop.request(order, follow);
    await until(async () => asked(order).length === 1);
    await until(async () => (await shop.details(order.workflowId)).includes('ask the carrier for updates'));
    await shop.skip(order, HOUR);
    expect(asked(order)).toHaveLength(3);
    expect(new Set(asked(order).map(({ key }) => key)).size).toBe(1);
    await following(order, 'unreachable');
    expect(await alertsOf(order)).toEqual(['parcel_not_followed']);
  });

  test('told of in one task, twice and in the wrong order, moves once to where it is', async () => {
    const order = await paid();
    await shop.request(order, ship);
    const [early, late] = ['2026-11-01T10:00:00.000Z', '2026-11-01T12:00:00.000Z'];
    await tell(order, 'out_for_delivery', { at: late, id: `late-${order.id}` });
    await tell(order, 'picked_up', { at: early });
    await tell(order, 'out_for_delivery', { at: late, id: `late-${order.id}` });
    const updates = async () =>
      (await shop.story(order.id)).filter((entry) => entry.startsWith('parcel_update'));
    await until(async () => (await updates()).length === 2);
    expect((await updates()).toSorted()).toEqual(['parcel_update:older', 'parcel_update:taken']);
    expect((await shop.order(order.id)).row.parcel).toMatchObject({ state: 'out_for_delivery' });
  });

  test('that arrives after its watch has ended still delivers its order, in a workflow that goes on', async () => {
    const order = await paid();
    await shop.request(order, ship);
    await shop.skip(order, 61 * DAY);
    expect(await shop.outcome(order)).toMatchObject({ status: 'shipped' });
    expect(await alertsOf(order)).toContain('not_delivered');
    await tell(order, 'delivered');
    await becomes(order, 'delivered');
    expect((await shop.order(order.id)).workflowId).toBe(`order-${order.id}-1`);
  });
});

test('messages of an order that is over are handed over before its workflow ends', async () => {
  const order = await paid();
  await shop.request(order, ship);
  await tell(order, 'delivered');
  await shop.outcome(order);
  const where = { orderId: order.id, purpose: 'shipment' };
  const messages = await shop.database.client.message.findMany({ where });
  expect(messages.filter(({ channel }) => channel === 'email')).toMatchObject([{ state: 'sent' }]);
});
