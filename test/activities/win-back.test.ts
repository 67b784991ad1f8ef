import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND, later } from '../../domain/duration.ts';
import type { PlacingRequest } from '../../domain/placing/request.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { relayWork } from '../../prisma/relay-work.ts';
import { openWorld } from '../support/order-world.ts';
import type { OrderWorld } from '../support/order-world.ts';
import { openShop } from '../support/shop.ts';
import type { TestShop } from '../support/shop.ts';

let shop: TestShop;
let world: OrderWorld;
let buyers = 0;

beforeAll(async () => {
  shop = await openShop();
  await shop.stock('mug', 10_000);
});
beforeEach(async () => {
  await shop.policy({});
  world = openWorld(shop); // Monday 10:00 in Shanghai
});
afterAll(() => shop.close());

function aBuyer(changes: Partial<PlacingRequest['customer']> = {}): PlacingRequest['customer'] {
  buyers += 1;
  return { id: `buyer-${buyers}`, email: `buyer-${buyers}@example.com`, locale: 'en', ...changes };
}

async function place(changes: Partial<PlacingRequest> = {}): Promise<StoredOrder> {
  const order = await shop.place({ customer: aBuyer(), ...changes }, world.now());
  await world.open(order.id);
  return order;
}

/** Places an order and lets its time run out: it is Tuesday 10:10, and the order closed at 10:05. */
async function expired(changes: Partial<PlacingRequest> = {}): Promise<StoredOrder> {
  const order = await place(changes);
  await world.pass(DAY + 10 * MINUTE);
  return shop.order(order.id);
}

const cancel = (order: StoredOrder, by: 'buyer' | 'staff' = 'buyer') =>
  world.ask(order.id, { kind: 'cancel', reason: 'changed_mind', by });
const decide = (order: StoredOrder) => world.steps.decideWinBack({ orderId: order.id, now: world.now() });
const winBackAt = async (order: StoredOrder) => (await shop.order(order.id)).row.winBackAt?.toISOString();
const messagesOf = async (order: StoredOrder) =>
  shop.database.client.message.findMany({
    where: { orderId: order.id, purpose: 'win_back' },
    orderBy: { id: 'asc' },
  });
const winBacks = async (order: StoredOrder) =>
  (await shop.story(order.id)).filter((entry) => entry.startsWith('win_back'));

const CLOSED_PLUS_24H = '2026-11-25T02:05:00.000Z';

describe('the buyer of an expired order', () => {
  test('is won back 24 h after it closed, on his first channels, once', async () => {
    const order = await expired();
    expect(await winBackAt(order)).toBe(CLOSED_PLUS_24H);
    expect(await decide(order)).toEqual({ next: CLOSED_PLUS_24H, sent: false });
    await world.pass(DAY);
    expect(await decide(order)).toEqual({ next: null, sent: true });
    const sent = await messagesOf(order);
    expect(sent.map(({ channel }) => channel)).toEqual(['email', 'in_app']);
    expect(sent[0]?.body).toContain('The goods are in stock again');
    expect(sent[0]?.body).not.toContain('pay.example');
    expect(await winBacks(order)).toEqual(['win_back_sent']);
    expect(await decide(order)).toEqual({ next: null, sent: false });
    expect(await messagesOf(order)).toHaveLength(2);
  });

  test('is won back once, also when the step runs many times at once', async () => {
    const order = await expired();
    await world.pass(DAY);
    const answers = await Promise.all(Array.from({ length: 5 }, () => decide(order)));
    expect(answers.filter(({ sent }) => sent)).toHaveLength(1);
    expect(await winBacks(order)).toEqual(['win_back_sent']);
  });

  test('reads what he gets and where to order again', async () => {
    const againUrl = 'https://shop.example/again';
    await shop.policy({
      winBack: { againUrl },
      reminders: { perks: { member: { text: 'free gift wrap' } } },
    });
    const customer = aBuyer();
    const order = await expired({ customer });
    await shop.database.client.customer.update({ where: { id: customer.id }, data: { tags: ['member'] } });
    await world.pass(DAY);
    await decide(order);
    const [{ body } = { body: '' }] = await messagesOf(order);
    expect(body).toContain('For you: free gift wrap');
    expect(body).toContain(againUrl);
  });

  test('is won back as long after closing as the policy says, and not at all where it says so', async () => {
    await shop.policy({ winBack: { after: 'P2D' } });
    expect(await winBackAt(await expired())).toBe('2026-11-26T02:05:00.000Z');
    await shop.policy({ winBack: { enabled: false } });
    const order = await place();
    await world.pass(DAY + 10 * MINUTE);
    expect(await winBackAt(order)).toBeUndefined();
    expect(await winBacks(order)).toEqual([]);
  });
});

describe('a win-back in quiet hours', () => {
  test('waits for their end', async () => {
    world = openWorld(shop, '2026-11-22T18:00:00.000Z'); // Monday 02:00
    const order = await expired();
    expect(await winBackAt(order)).toBe('2026-11-25T01:00:00.000Z');
    await world.pass(31 * HOUR);
    expect(await decide(order)).toMatchObject({ sent: true });
  });

  test('that it has come into meanwhile, moves to their end and says so', async () => {
    const order = await expired();
    await world.pass(DAY + 12 * HOUR); // an engine that was away: Wednesday 22:10
    expect(await decide(order)).toEqual({ next: '2026-11-26T01:00:00.000Z', sent: false });
    expect(await winBacks(order)).toEqual(['win_back_postponed:quiet_hours']);
    await world.pass(11 * HOUR);
    expect(await decide(order)).toMatchObject({ sent: true });
  });
});

describe('caps and gaps', () => {
  test('move it to the next day when the buyer was reminded of another order', async () => {
    const customer = aBuyer();
    const order = await expired({ customer });
    await world.pass(22 * HOUR); // Wednesday 08:10
    const other = await place({ customer });
    await world.pass(1.5 * HOUR); // reminded at 09:30
    await cancel(other, 'staff');
    await world.pass(HOUR);
    expect(await decide(order)).toEqual({ next: '2026-11-26T01:00:00.000Z', sent: false });
    expect(await winBacks(order)).toEqual(['win_back_postponed:gap']);
  });

  test('of his next order count it', async () => {
    const customer = aBuyer();
    const order = await expired({ customer });
    await world.pass(DAY);
    await decide(order);
    const next = await place({ customer });
    const { nextReminderAt } = await shop.order(next.id);
    expect(nextReminderAt).toBe('2026-11-26T01:30:00.000Z');
  });
});

describe('nobody is won back at its time', () => {
  const change = (data: object) => (order: StoredOrder) =>
    shop.database.client.customer.update({ where: { id: order.customerId }, data });
  const buy = async (order: StoredOrder) => {
    const bought = await place({ customer: { id: order.customerId } });
    const event = { eventId: `evt-${bought.id}`, type: 'payment.succeeded' as const, orderId: bought.id };
    await world.store({ ...event, amount: 10_000, currency: 'CNY' });
    await world.apply(bought.id);
  };

  test.each<[string, string, (order: StoredOrder) => Promise<unknown>]>([
    ['who has bought since', 'bought_since', buy],
    [
      'who has another order to pay',
      'newer_order_unpaid',
      (order) => place({ customer: { id: order.customerId } }),
    ],
    ['who is blocked', 'buyer_blocked', change({ standing: 'blocked' })],
    [
      'who does not want to be written to',
      'no_consent',
      change({ consentEmail: false, consentInApp: false }),
    ],
    [
      'when the goods are gone',
      'sold_out',
      () => shop.database.client.stock.update({ where: { sku: 'mug' }, data: { safetyStock: 10_000 } }),
    ],
  ])('%s', async (_, reason, meanwhile) => {
    const order = await expired();
    await meanwhile(order);
    await world.pass(DAY);
    expect(await decide(order)).toEqual({ next: null, sent: false });
    await shop.database.client.stock.update({ where: { sku: 'mug' }, data: { safetyStock: 0 } });
    expect(await winBacks(order)).toEqual([`win_back_skipped:${reason}`]);
    expect(await messagesOf(order)).toEqual([]);
    await world.pass(DAY);
    expect(await decide(order)).toEqual({ next: null, sent: false });
  });

  test('whose order was taken up again by late money', async () => {
    const order = await expired();
    await world.store({
      eventId: `late-${order.id}`,
      type: 'payment.succeeded',
      orderId: order.id,
      amount: 10_000,
      currency: 'CNY',
    });
    await world.apply(order.id);
    expect(await shop.order(order.id)).toMatchObject({ status: 'paid' });
    await world.pass(DAY);
    await decide(order);
    expect(await winBacks(order)).toEqual(['win_back_skipped:not_closed']);
  });
});

describe('it is known at closing, and nothing waits, for', () => {
  test('an order that the shop cancelled', async () => {
    const order = await place();
    await cancel(order, 'staff');
    expect(await winBackAt(order)).toBeUndefined();
    expect(await winBacks(order)).toEqual(['win_back_skipped:closed_by_shop']);
  });

  test('a buyer who cancels for the second time; the first time he is won back', async () => {
    const customer = aBuyer();
    const [first, second] = [await place({ customer }), await place({ customer })];
    await cancel(first);
    expect(await winBackAt(first)).toBeDefined();
    await cancel(second);
    expect(await winBackAt(second)).toBeUndefined();
    expect(await winBacks(second)).toEqual(['win_back_skipped:unwanted_twice']);
    await world.pass(DAY);
    await decide(first);
    expect(await winBacks(first)).toEqual(['win_back_skipped:unwanted_twice']);
  });

  test('a buyer who allows nothing', async () => {
    const order = await expired({ customer: aBuyer({ consents: { email: false, in_app: false } }) });
    expect(await winBacks(order)).toEqual(['win_back_skipped:no_consent']);
  });

  test('a buyer who was won back in the last 30 days; after them he is won back again', async () => {
    const customer = aBuyer();
    const first = await expired({ customer });
    await world.pass(DAY);
    expect(await decide(first)).toMatchObject({ sent: true });
    await world.pass(26 * DAY);
    const soon = await expired({ customer });
    expect(await winBacks(soon)).toEqual(['win_back_skipped:won_back_lately']);
    await world.pass(3 * DAY);
    const later = await expired({ customer });
    expect(await winBackAt(later)).toBeDefined();
  });
});

test('of two orders of one buyer that close together one is won back', async () => {
  const customer = aBuyer();
  const orders = [await place({ customer }), await place({ customer })];
  await world.pass(2 * DAY + 10 * MINUTE);
  const answers = await Promise.all(orders.map(decide));
  expect(answers.map(({ sent }) => sent).toSorted()).toEqual([false, true]);
  const told = (await Promise.all(orders.map(winBacks))).flat().toSorted();
  expect(told).toEqual(['win_back_sent', 'win_back_skipped:won_back_lately']);
});

describe('the relay finds a win-back nobody carries', () => {
  const finds = async (order: StoredOrder, now: string) =>
    (await relayWork(shop.database.client, now).silentOrders(1_000)).includes(order.id);
  const setAt = (order: StoredOrder, clockOffsetMs: number) =>
    shop.database.client.order.update({ where: { id: order.id }, data: { clockOffsetMs } });
  const delivered = async (order: StoredOrder) => {
    await world.calls.deliverMessages({ orderId: order.id, now: world.now() });
    return order;
  };

  test('once its time has come, for a day, and no longer once it is decided', async () => {
    const order = await delivered(await expired());
    expect(await finds(order, CLOSED_PLUS_24H)).toBe(false);
    expect(await finds(order, later(CLOSED_PLUS_24H, 11 * SECOND))).toBe(true);
    expect(await finds(order, later(CLOSED_PLUS_24H, 2 * DAY))).toBe(false);
    await world.pass(DAY);
    await decide(order);
    await world.calls.deliverMessages({ orderId: order.id, now: world.now() });
    expect(await finds(order, world.now())).toBe(false);
  });

  test('on the order’s own clock', async () => {
    const order = await delivered(await expired());
    await setAt(order, DAY);
    expect(await finds(order, later(CLOSED_PLUS_24H, 11 * SECOND - DAY))).toBe(true);
    expect(await finds(order, later(CLOSED_PLUS_24H, -DAY))).toBe(false);
  });
});

describe('a win-back that is queued', () => {
  const queued = async () => {
    const order = await expired();
    await world.pass(DAY);
    await decide(order);
    return order;
  };
  const mailOf = async (order: StoredOrder) =>
    (await messagesOf(order)).find(({ channel }) => channel === 'email');

  test('is handed over', async () => {
    const order = await queued();
    await world.calls.deliverMessages({ orderId: order.id, now: world.now() });
    expect(await mailOf(order)).toMatchObject({ state: 'sent' });
  });

  test('is not handed over to a buyer who pays another order meanwhile', async () => {
    const order = await queued();
    const other = await place({ customer: { id: order.customerId } });
    await world.store({
      eventId: `evt-${other.id}`,
      type: 'payment.succeeded',
      orderId: other.id,
      amount: 10_000,
      currency: 'CNY',
    });
    await world.apply(other.id);
    expect(await mailOf(order)).toMatchObject({ state: 'skipped', error: 'the buyer has paid' });
  });

  test('is not handed over once the order was taken up again', async () => {
    const order = await queued();
    await shop.database.client.order.update({ where: { id: order.id }, data: { status: 'paid' } });
    await world.calls.deliverMessages({ orderId: order.id, now: world.now() });
    expect(await mailOf(order)).toMatchObject({ state: 'skipped', error: 'not_closed' });
  });

  test('is not handed over to a buyer who has said no meanwhile', async () => {
    const order = await queued();
    await shop.database.client.customer.update({
      where: { id: order.customerId },
      data: { consentEmail: false },
    });
    await world.calls.deliverMessages({ orderId: order.id, now: world.now() });
    expect(await mailOf(order)).toMatchObject({ state: 'skipped', error: 'no_consent' });
  });
});
