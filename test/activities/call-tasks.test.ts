import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../domain/duration.ts';
import type { PlacingRequest } from '../../domain/placing/request.ts';
import { callTasks } from '../../prisma/call-tasks.ts';
import { reminderRecord } from '../../prisma/reminder-record.ts';
import { openWorld } from '../support/order-world.ts';
import type { OrderWorld } from '../support/order-world.ts';
import { openShop } from '../support/shop.ts';
import type { TestShop } from '../support/shop.ts';
import { aCallableBuyer, aRing, openTaskOf, placeCalled, tasksOf } from './called-orders.ts';

let shop: TestShop;
let world: OrderWorld;

beforeAll(async () => {
  shop = await openShop();
  await shop.stock('ring', 10_000);
  await shop.stock('mug', 10_000);
});
beforeEach(async () => {
  await shop.policy({});
  world = openWorld(shop); // Monday 10:00 in Shanghai
});
afterAll(() => shop.close());

const place = (changes: Partial<PlacingRequest> = {}) => placeCalled({ shop, world }, changes);
const messagesOf = (orderId: string) =>
  shop.database.client.message.findMany({ where: { orderId }, orderBy: { id: 'asc' } });
const factsOf = async (orderId: string, kind: string) =>
  (
    await shop.database.client.journalEntry.findMany({ where: { orderId, kind }, orderBy: { id: 'asc' } })
  ).map(({ facts }) => facts);

/** To 14:31, past the slot. */
const toFirstSlot = () => world.pass(4.5 * HOUR + MINUTE);

describe('an order worth a call', () => {
  test('becomes a call task at its slot, instead of a message', async () => {
    const order = await place();
    expect(order.plan).toMatchObject([
      { stage: 'first', kind: 'call', channels: ['call'], at: '2026-11-23T06:30:00.000Z' },
      { stage: 'second', kind: 'call', at: '2026-11-24T01:30:00.000Z' },
    ]);
    await toFirstSlot();
    expect(await tasksOf(shop, order.id)).toMatchObject([
      { stage: 'first', attempt: 1, state: 'open', segment: 'new', createdAt: '2026-11-23T06:30:00.000Z' },
    ]);
    expect(await messagesOf(order.id)).toEqual([]);
    const [{ id } = { id: '' }] = await tasksOf(shop, order.id);
    expect(await factsOf(order.id, 'call_task_created')).toEqual([
      { task: id, stage: 'first', attempt: 1, segment: 'new' },
    ]);
  });

  test('counts the call as a reminder', async () => {
    const order = await place();
    await toFirstSlot();
    expect(await shop.order(order.id)).toMatchObject({
      remindersSent: 1,
      nextReminderAt: '2026-11-24T01:30:00.000Z',
    });
    expect(await shop.database.client.reminder.findMany({ where: { orderId: order.id } })).toMatchObject([
      { stage: 'first', outcome: 'sent', channels: ['call'], localDay: '2026-11-23' },
    ]);
  });

  test('leaves the buyer’s other order to another day: one a day, calls included', async () => {
    await shop.policy({ reminders: { slots: ['09:30', '14:30', '19:00'] } });
    const customer = aCallableBuyer();
    await place({ customer });
    await toFirstSlot();
    const lines = [{ sku: 'mug', quantity: 1, unitPrice: { amount: 5_000, currency: 'CNY' } }];
    const other = await place({ customer, lines });
    expect(other.plan).toMatchObject([{ stage: 'first', kind: 'message', at: '2026-11-24T01:30:00.000Z' }]);
    const { remindedOfOthersAt } = await reminderRecord(shop.database.client).buyingRecord(
      other,
      world.now(),
    );
    expect(remindedOfOthersAt).toEqual(['2026-11-23T06:30:00.000Z']);
  });

  test('is called about once, however often the step runs', async () => {
    const order = await place();
    await toFirstSlot();
    const again = { orderId: order.id, stage: 'first', asked: false, now: world.now() };
    await Promise.all([world.steps.decideReminder(again), world.steps.decideReminder(again)]);
    expect(await tasksOf(shop, order.id)).toHaveLength(1);
  });

  test('waits in the queue once: a stage that finds a call still to be made is dropped, and says so', async () => {
    const order = await place();
    await world.pass(23.6 * HOUR);
    expect(await tasksOf(shop, order.id)).toMatchObject([{ stage: 'first', state: 'open' }]);
    expect(await shop.story(order.id)).toContain('reminder_skipped:call_task_open');
    expect(await shop.order(order.id)).toMatchObject({ remindersSent: 1 });
  });
});

describe('a message goes out instead of a call', () => {
  test.each<[string, Partial<PlacingRequest>, object]>([
    [
      'below the amount',
      { lines: [{ ...aRing[0], sku: 'ring', quantity: 1, unitPrice: { amount: 199_999, currency: 'CNY' } }] },
      {},
    ],
    ['without consent', { customer: aCallableBuyer({ consents: { call: false } }) }, {}],
    ['without a phone', { customer: aCallableBuyer({ phone: undefined }) }, {}],
    ['where the phone is no number', { customer: aCallableBuyer({ phone: '12345' }) }, {}],
    ['where the policy calls nobody', {}, { reminders: { callFrom: null } }],
    ['where the policy has no tries', {}, { callTasks: { tries: 0 } }],
  ])('%s', async (_, changes, policy) => {
    await shop.policy(policy);
    const order = await place(changes);
    await toFirstSlot();
    expect(await tasksOf(shop, order.id)).toEqual([]);
    const sent = await messagesOf(order.id);
    expect(sent.map(({ purpose, channel }) => `${purpose}/${channel}`).toSorted()).toEqual([
      'reminder/email',
      'reminder/in_app',
    ]);
  });

  test('when the consent is gone at its time', async () => {
    const customer = aCallableBuyer();
    const order = await place({ customer });
    await shop.database.client.customer.update({ where: { id: customer.id }, data: { consentCall: false } });
    await toFirstSlot();
    expect(await tasksOf(shop, order.id)).toEqual([]);
    expect(await messagesOf(order.id)).toHaveLength(2);
  });
});

test('exactly the amount is worth a call', async () => {
  const lines = [{ sku: 'ring', quantity: 1, unitPrice: { amount: 200_000, currency: 'CNY' } }];
  const order = await place({ lines });
  await toFirstSlot();
  expect(await tasksOf(shop, order.id)).toHaveLength(1);
});

describe('a call is withdrawn the moment its order', () => {
  const pay = async (orderId: string, type: 'payment.succeeded' | 'payment.processing') => {
    const session = await world.link(orderId);
    await world.store({
      eventId: `evt-${orderId}-${type}`,
      type,
      orderId,
      amount: 3e5,
      currency: 'CNY',
      ...(session === undefined ? {} : { sessionId: session }),
    });
    await world.apply(orderId);
  };

  test.each<[string, string, (orderId: string) => Promise<unknown>]>([
    ['is paid', 'paid', (id) => pay(id, 'payment.succeeded')],
    ['has a payment under way', 'payment_processing', (id) => pay(id, 'payment.processing')],
    [
      'is cancelled by its buyer',
      'cancelled',
      (id) => world.ask(id, { kind: 'cancel', reason: 'x', by: 'buyer' }),
    ],
    [
      'is cancelled by the shop',
      'cancelled',
      (id) => world.ask(id, { kind: 'cancel', reason: 'x', by: 'staff' }),
    ],
    ['expires', 'expired', () => world.pass(20 * HOUR)],
    [
      'is to be paid at the door',
      'confirmed',
      (id) => world.ask(id, { kind: 'change_method', method: 'cash_on_delivery', by: 'buyer' }),
    ],
  ])('%s', async (_, status, end) => {
    const order = await place();
    await toFirstSlot();
    const { id } = await openTaskOf(shop, order.id);
    await end(order.id);
    expect(await shop.order(order.id)).toMatchObject({ status });
    expect(await tasksOf(shop, order.id)).toMatchObject([
      { id, state: 'withdrawn', withdrawnReason: 'not_awaiting_payment' },
    ]);
    expect(await factsOf(order.id, 'call_task_withdrawn')).toEqual([{ task: id, status }]);
  });

  test('is paid, also while somebody is calling', async () => {
    const order = await place();
    await toFirstSlot();
    const { id } = await openTaskOf(shop, order.id);
    const until = '2026-11-23T07:00:00.000Z';
    await callTasks(shop.database.client).claim(id, { by: 'Wang', key: 'desk', until }, world.now());
    await pay(order.id, 'payment.succeeded');
    expect(await tasksOf(shop, order.id)).toMatchObject([{ state: 'withdrawn', claimedBy: 'Wang' }]);
  });

  test('and stays, while it only changes', async () => {
    const order = await place();
    await toFirstSlot();
    await world.ask(order.id, { kind: 'extend', by: 'buyer' });
    await world.ask(order.id, { kind: 'change_method', method: 'alipay', by: 'buyer' });
    expect(await tasksOf(shop, order.id)).toMatchObject([{ state: 'open' }]);
  });
});

describe('a claim', () => {
  test('is one person’s, of any number at once, until it runs out', async () => {
    const order = await place();
    await toFirstSlot();
    const { id } = await openTaskOf(shop, order.id);
    const tasks = callTasks(shop.database.client);
    const until = '2026-11-23T07:01:00.000Z';
    const claimAt =
      (now: string, end = until) =>
      (_: unknown, n: number) =>
        tasks.claim(id, { by: `staff-${n}`, key: `key-${n}`, until: end }, now);
    const first = await Promise.all(Array.from({ length: 8 }, claimAt('2026-11-23T06:31:00.000Z')));
    expect(first.filter(Boolean)).toHaveLength(1);
    expect(await Promise.all(Array.from({ length: 4 }, claimAt('2026-11-23T07:00:59.999Z')))).not.toContain(
      true,
    );
    const second = Array.from({ length: 8 }, claimAt(until, '2026-11-23T07:31:00.000Z'));
    expect((await Promise.all(second)).filter(Boolean)).toHaveLength(1);
  });

  test('of a task that is over is refused', async () => {
    const order = await place();
    await toFirstSlot();
    const { id } = await openTaskOf(shop, order.id);
    await world.ask(order.id, { kind: 'cancel', reason: 'x', by: 'buyer' });
    const claim = { by: 'Wang', key: 'desk', until: '2026-11-23T07:01:00.000Z' };
    expect(await callTasks(shop.database.client).claim(id, claim, world.now())).toBe(false);
  });
});
