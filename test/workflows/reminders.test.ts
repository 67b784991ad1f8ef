import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCalls, createSteps } from '../../activities/index.ts';
import { HOUR, MINUTE, later } from '../../domain/duration.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { atAnyTime } from '../support/any-time.ts';
import { counterOf } from '../support/counter.ts';
import { runShop, until } from '../support/running-shop.ts';
import type { RunningShop } from '../support/running-shop.ts';

let shop: RunningShop;
let anyHour: string;

beforeAll(async () => {
  shop = await runShop();
  anyHour = await shop.shopWith(atAnyTime);
});

afterAll(() => shop.close());

const { placed, anOrder, becomes } = counterOf(() => shop);

/** Somebody who reads e-mail. */
const aBuyer = () => {
  const id = `buyer-${randomUUID()}`;
  return { id, email: `${id}@example.com`, locale: 'en' };
};
type Buyer = ReturnType<typeof aBuyer>;

const byBuyer = (customer: Buyer) => ({ order: { shop: anyHour, customer } });
const remindersTo = ({ email }: Buyer) =>
  shop.mails.filter(({ to, id }) => to === email && id.includes('/reminder/'));
const settled = ({ id: orderId }: StoredOrder) =>
  until(
    async () => (await shop.database.client.message.count({ where: { orderId, state: 'queued' } })) === 0,
  );

describe.concurrent('a reminder', () => {
  test('goes out by mail at the planned time, with the amount and a link', async () => {
    const buyer = aBuyer();
    const order = await anOrder(byBuyer(buyer));
    await shop.skip(order, 3 * HOUR);
    const [mail] = remindersTo(buyer);
    expect(mail?.text).toContain('100.00');
    expect(mail?.url).toContain(order.id);
    expect(await shop.order(order.id)).toMatchObject({ remindersSent: 1 });
  });

  test('known failure 22: is not sent when the order was paid before', async () => {
    const buyer = aBuyer();
    const order = await anOrder(byBuyer(buyer));
    await shop.event(order, { type: 'payment.succeeded' });
    await becomes(order, 'paid');
    await shop.skip(order, 25 * HOUR);
    expect(remindersTo(buyer)).toEqual([]);
  });

  test('known failure 22: is not sent when the provider says at reminding that it was paid', async () => {
    const buyer = aBuyer();
    const order = await anOrder(byBuyer(buyer));
    await shop.payAtSandbox(await shop.openSession(order), { outcome: 'succeeded' });
    await shop.skip(order, 3 * HOUR);
    expect(await shop.order(order.id)).toMatchObject({ status: 'paid' });
    expect(remindersTo(buyer)).toEqual([]);
  });

  test('known failure 25: is sent for one of a buyer’s two orders at most, the newer', async () => {
    const buyer = aBuyer();
    const older = await anOrder(byBuyer(buyer));
    const newer = await anOrder(byBuyer(buyer));
    await Promise.all([shop.skip(older, 3 * HOUR), shop.skip(newer, 3 * HOUR)]);
    await settled(newer);
    expect(remindersTo(buyer).map(({ id }) => id.split('/')[0])).toEqual([newer.id]);
    expect(await shop.story(older.id)).toContain('reminder_skipped:newer_order_unpaid');
  });

  test('known failure 23: that fell into an outage of 6 h goes out once, after it', async () => {
    const buyer = aBuyer();
    const order = await planned(buyer, 8 * HOUR);
    await shop.start(order);
    await until(async () => remindersTo(buyer).length > 0);
    await settled(order);
    expect(remindersTo(buyer)).toHaveLength(1);
    await shop.skip(order, 10 * HOUR);
    expect(remindersTo(buyer)).toHaveLength(1);
  });

  test('known failure 24: comes neither seconds after the order nor by the hidden deadline, where the term is shorter than the plan', async () => {
    const buyer = aBuyer();
    const order = await anOrder({ order: { shop: anyHour, customer: buyer, kind: 'flash' } });
    await shop.skip(order, 9 * MINUTE);
    expect(remindersTo(buyer)).toEqual([]);
    await shop.skip(order, 25 * MINUTE);
    await settled(order);
    const sent = await shop.database.client.reminder.findMany({
      where: { orderId: order.id, outcome: 'sent' },
    });
    expect(sent.length).toBeGreaterThan(0);
    for (const { decidedAt } of sent) {
      expect(decidedAt.getTime()).toBeGreaterThanOrEqual(Date.parse(order.placedAt) + 10 * MINUTE);
      expect(decidedAt.getTime()).toBeLessThan(Date.parse(order.deadline ?? ''));
    }
  });

  test('known failure 26: that was due at night and waits for the morning does not go out once it is paid', async () => {
    const day = { from: '09:00', to: '08:59' }; // all but a minute of the day is quiet
    const asleep = await shop.shopWith({
      ...atAnyTime,
      reminders: { ...atAnyTime.reminders, quietHours: day },
    });
    const buyer = aBuyer();
    const order = await anOrder({ order: { shop: asleep, customer: buyer } });
    await shop.skip(order, 3 * HOUR);
    expect(remindersTo(buyer)).toEqual([]);
    await shop.event(order, { type: 'payment.succeeded' });
    await becomes(order, 'paid');
    await shop.skip(order, 25 * HOUR);
    expect(remindersTo(buyer)).toEqual([]);
  });

  test('known failure 27: to a buyer who has said no since it was planned is not sent', async () => {
    const buyer = aBuyer();
    const order = await anOrder(byBuyer(buyer));
    await shop.database.client.customer.update({ where: { id: buyer.id }, data: { consentEmail: false } });
    await shop.skip(order, 25 * HOUR);
    expect(remindersTo(buyer)).toEqual([]);
  });

  test('known failure 28: whose worker dies between sending and recording goes out under the same id again', async () => {
    const buyer = aBuyer();
    const order = await anOrder(byBuyer(buyer));
    await shop.skip(order, 3 * HOUR);
    await settled(order);
    const [mail] = remindersTo(buyer);
    const id = mail?.id ?? '';
    const forgotten = { state: 'queued', sentAt: null, claimedAt: null, attempts: 0 };
    await shop.database.client.message.update({ where: { id }, data: forgotten });
    await createCalls(shop.dependencies).deliverMessages({ orderId: order.id, now: mailTime(order) });
    expect(new Set(remindersTo(buyer).map((sent) => sent.id))).toEqual(new Set([id]));
    expect(await shop.order(order.id)).toMatchObject({ remindersSent: 1 });
  });

  test('that fell into an outage over the deadline never goes out', async () => {
    const buyer = aBuyer();
    const order = await planned(buyer, 30 * HOUR);
    await shop.start(order);
    expect(await shop.outcome(order)).toMatchObject({ status: 'expired' });
    expect(remindersTo(buyer)).toEqual([]);
  });
});

/** When its first reminder went out. */
const mailTime = ({ placedAt }: StoredOrder) => later(placedAt, 150 * MINUTE);

/** An order of so long ago whose workflow planned its reminders then, and has slept since. */
async function planned(buyer: Buyer, ago: number): Promise<StoredOrder> {
  const placedAt = later(new Date().toISOString(), -ago);
  const order = await placed(byBuyer(buyer), placedAt);
  await createSteps(shop.dependencies).openOrder({ orderId: order.id, now: placedAt });
  return order;
}
