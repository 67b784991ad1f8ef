import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../domain/duration.ts';
import { openWorld } from '../support/order-world.ts';
import type { OrderWorld } from '../support/order-world.ts';
import { openMoneyShop, tillOf } from '../support/till.ts';
import type { MoneyShop } from '../support/till.ts';

let shop: MoneyShop;

beforeAll(async () => {
  shop = await openMoneyShop();
});

afterAll(() => shop.close());

const { anOrder, event } = tillOf(() => shop);
const cancel = (by: 'buyer' | 'staff') => ({ kind: 'cancel', reason: 'changed_mind', by }) as const;

/** One buyer and what he does. */
function buyerIn(world: OrderWorld) {
  const id = `buyer-${randomUUID()}`;
  const { client } = shop.database;
  const placed = (more: object = {}) => anOrder(world, { customer: { id }, ...more });
  return {
    id,
    placed,
    level: async () => (await client.customer.findUniqueOrThrow({ where: { id } })).standing,
    changes: async () => {
      const rows = await client.standingChange.findMany({
        where: { customerId: id },
        orderBy: { id: 'asc' },
      });
      return rows.map(({ fromLevel, toLevel, reason }) => `${fromLevel} → ${toLevel}: ${reason}`);
    },
    async expires(times = 1) {
      for (let time = 0; time < times; time += 1) {
        await placed();
        await world.pass(25 * HOUR);
      }
    },
    async pays(times = 1) {
      for (let time = 0; time < times; time += 1) {
        await event(world, await placed());
        await world.pass(MINUTE);
      }
    },
    async cancels(by: 'buyer' | 'staff', after: number) {
      const orderId = await placed();
      await world.pass(after);
      await world.ask(orderId, cancel(by));
    },
  };
}

describe('rule 34: a buyer’s standing', () => {
  test('falls with unpaid closes, in the step that closes, with an entry in the journal and a change for the CRM', async () => {
    const world = openWorld(shop);
    const buyer = buyerIn(world);
    await buyer.expires(2);
    expect(await buyer.level()).toBe('good');
    const third = await buyer.placed();
    await world.pass(25 * HOUR);
    expect(await buyer.level()).toBe('watch');
    expect(await shop.story(third)).toContain('standing_changed:unpaid_closes');
    expect(
      await shop.database.client.standingChange.findMany({ where: { customerId: buyer.id } }),
    ).toMatchObject([
      { orderId: third, fromLevel: 'good', toLevel: 'watch', actor: 'engine', facts: { unpaidCloses: 3 } },
    ]);
    await buyer.expires(2);
    expect(await buyer.level()).toBe('restricted');
    await buyer.expires(5);
    expect(await buyer.level()).toBe('blocked');
  });

  test('is not touched by what is no unpaid close', async () => {
    const world = openWorld(shop);
    const buyer = buyerIn(world);
    for (let time = 0; time < 4; time += 1) {
      await buyer.cancels('buyer', 59 * MINUTE);
      await buyer.cancels('staff', 5 * HOUR);
    }
    expect(await buyer.level()).toBe('good');
    for (let time = 0; time < 3; time += 1) await buyer.cancels('buyer', 61 * MINUTE);
    expect(await buyer.level()).toBe('watch');
  });

  test('forgets closes that are older than the window', async () => {
    const world = openWorld(shop);
    const buyer = buyerIn(world);
    await buyer.expires(2);
    await world.pass(91 * DAY);
    await buyer.expires(2);
    expect(await buyer.level()).toBe('good');
    await buyer.expires();
    expect(await buyer.level()).toBe('watch');
  });

  test('goes up a step with two paid in a row, and closes count anew from there', async () => {
    const world = openWorld(shop);
    const buyer = buyerIn(world);
    await buyer.expires(5);
    await buyer.pays();
    await buyer.expires(); // breaks the row
    await buyer.pays();
    expect(await buyer.level()).toBe('restricted');
    await buyer.pays();
    expect(await buyer.level()).toBe('watch');
    await buyer.expires(2);
    expect(await buyer.level()).toBe('watch');
    await buyer.pays(2);
    expect(await buyer.level()).toBe('good');
    await buyer.expires(2);
    expect(await buyer.level()).toBe('good');
    expect(await buyer.changes()).toEqual([
      'good → watch: unpaid_closes',
      'watch → restricted: unpaid_closes',
      'restricted → watch: paid_in_a_row',
      'watch → good: paid_in_a_row',
    ]);
  });

  test('does not go up with orders that cost nothing, or whose money went back', async () => {
    const world = openWorld(shop);
    const buyer = buyerIn(world);
    await buyer.expires(3);
    await buyer.placed({ discount: { amount: 10_000, currency: 'CNY' } });
    await buyer.placed({ discount: { amount: 10_000, currency: 'CNY' } });
    expect(await buyer.level()).toBe('watch');
    const back = await buyer.placed();
    await event(world, back);
    await world.ask(back, { kind: 'refund', refundId: randomUUID(), reason: 'x', restock: false });
    await buyer.pays();
    expect(await buyer.level()).toBe('watch');
    await buyer.pays();
    expect(await buyer.level()).toBe('good');
  });

  test('takes a close back when its order is taken up again (rule 15)', async () => {
    const world = openWorld(shop);
    const buyer = buyerIn(world);
    await buyer.expires(2);
    const third = await buyer.placed();
    await world.pass(25 * HOUR);
    expect(await buyer.level()).toBe('watch');
    await event(world, third);
    expect(await shop.order(third)).toMatchObject({ status: 'paid' });
    expect(await buyer.level()).toBe('good');
    expect(await buyer.changes()).toEqual(['good → watch: unpaid_closes', 'watch → good: taken_up_again']);
    await buyer.expires();
    expect(await buyer.level()).toBe('watch');
  });

  test('counts a payment at the door when it is delivered', async () => {
    const world = openWorld(shop);
    const buyer = buyerIn(world);
    const atTheDoor = await buyer.placed({ paymentMethod: 'cash_on_delivery' });
    await buyer.expires(3);
    await buyer.pays();
    await world.ask(atTheDoor, { kind: 'ship' });
    expect(await buyer.level()).toBe('watch');
    await world.ask(atTheDoor, { kind: 'deliver' });
    expect(await buyer.level()).toBe('good');
  });

  test('does not change twice when a step is run again', async () => {
    const world = openWorld(shop);
    const buyer = buyerIn(world);
    await buyer.expires(2);
    const third = await buyer.placed();
    world.sleep(25 * HOUR);
    const input = { orderId: third, now: world.now() };
    await Promise.all([world.steps.closeOrder(input), world.steps.closeOrder(input)]);
    expect(await buyer.changes()).toEqual(['good → watch: unpaid_closes']);
  });
});

describe('what a level means for the next order', () => {
  test.each([
    ['good', 24 * HOUR, 'held', 'order'],
    ['watch', 12 * HOUR, 'held', 'order'],
    ['restricted', 24 * HOUR, 'none', 'payment'],
  ])('%s', async (standing, validity, hold, deductOn) => {
    const world = openWorld(shop);
    const buyer = buyerIn(world);
    await shop.database.client.customer.create({ data: { id: buyer.id, standing } });
    const order = await shop.order(await buyer.placed());
    expect(Date.parse(order.deadline ?? '') - Date.parse(order.placedAt)).toBe(validity);
    expect(order).toMatchObject({ hold, deductOn });
  });

  test.each([
    ['restricted', 'too_many_open_orders'],
    ['blocked', 'buyer_blocked'],
  ])('%s: a second open order is refused %s', async (standing, code) => {
    const world = openWorld(shop);
    const buyer = buyerIn(world);
    await shop.database.client.customer.create({ data: { id: buyer.id, standing } });
    if (standing !== 'blocked') await buyer.placed();
    await expect(buyer.placed()).rejects.toThrow(code);
  });
});
