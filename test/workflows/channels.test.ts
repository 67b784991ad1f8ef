import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOUR } from '../../domain/duration.ts';
import { customers } from '../../prisma/customers.ts';
import { messages } from '../../prisma/messages.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { testChannel } from '../support/message-world.ts';
import { atAnyTime } from '../support/any-time.ts';
import { runShop, until } from '../support/running-shop.ts';
import type { RunningShop } from '../support/running-shop.ts';

/** An SMS channel slow enough that two messages at once can't both go. */
const sms = testChannel('sms', { perSecond: 0.05 });
let shop: RunningShop;
beforeAll(async () => {
  shop = await runShop([sms]);
  await shop.stock('mug', 1_000, { price: 5_000 });
  await shop.policy({
    ...atAnyTime,
    reminders: { ...atAnyTime.reminders, maxPerOrder: 1 },
  });
});
afterAll(() => shop.close());

/** An order whose buyer is reminded by SMS and mail, once it waits for that. */
async function place(): Promise<StoredOrder> {
  const order = await shop.place({}, new Date().toISOString());
  const consents = { sms: true, email: true, push: false, in_app: true, call: false };
  const reachable = { phone: '13800138000', email: 'ann@example.com', locale: 'en', consents };
  await customers(shop.database.client).put(order.customerId, reachable);
  await shop.start(order);
  await until(async () => (await shop.history(order.workflowId)).at(-1) === 'TIMER_STARTED');
  return order;
}

const told = async ({ id }: StoredOrder) => {
  const found = await messages(shop.database.client).ofOrder(id);
  return new Set(found.map(({ channel, state }) => `${channel} ${state}`));
};

describe('a reminder on two channels', () => {
  test('goes out on both, and adds at most 12 events', async () => {
    const order = await place();
    const before = (await shop.history(order.workflowId)).length;
    await shop.skip(order, 3 * HOUR);
    expect(await told(order)).toEqual(new Set(['email sent', 'sms sent']));
    const added = (await shop.history(order.workflowId)).slice(before);
    expect(added.length, added.join(' ')).toBeLessThanOrEqual(12);
  });

  test('waits for its turn on a slow one as a due time, while the other goes at once', async () => {
    const orders = [await place(), await place()];
    await Promise.all(orders.map((order) => shop.skip(order, 3 * HOUR)));
    for (const order of orders) expect(await told(order)).toEqual(new Set(['email sent', 'sms sent']));
    const ids = sms.handed.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const waited = await shop.database.client.message.count({
      where: { orderId: { in: orders.map(({ id }) => id) }, channel: 'sms', paced: true },
    });
    expect(waited).toBeGreaterThan(0);
  });
});
