import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../domain/duration.ts';
import type { PlacingRequest } from '../../domain/placing/request.ts';
import { rfmClasses } from '../../prisma/rewards.ts';
import { openWorld } from '../support/order-world.ts';
import type { OrderWorld } from '../support/order-world.ts';
import { openMoneyShop, tillOf } from '../support/till.ts';
import type { MoneyShop } from '../support/till.ts';

let shop: MoneyShop;

beforeAll(async () => {
  shop = await openMoneyShop();
  const { client } = shop.database;
  const tagged = { onHand: 10, tags: ['tea-time'] };
  await client.stock.update({ where: { sku: 'mug' }, data: { tags: ['tea-time', 'china'] } });
  await client.stock.createMany({
    data: [
      { sku: 'lid', ...tagged },
      { sku: 'saucer', ...tagged, onHand: 20 },
      { sku: 'sold-out', ...tagged, onHand: 5, held: 3, safetyStock: 2 },
      { sku: 'shoe', onHand: 99, tags: ['leather'] },
    ],
  });
});

afterAll(() => shop.close());

const { anOrder, event, expired } = tillOf(() => shop);

async function pays(
  world: OrderWorld,
  id: string,
  { amount = 10_000, ...order }: Partial<PlacingRequest> & { amount?: number } = {},
): Promise<string> {
  const orderId = await anOrder(world, { customer: { id }, ...order });
  await event(world, orderId, { amount });
  return orderId;
}
const rewardsOf = async (orderId: string) => (await shop.order(orderId)).rewards;
const kindsOf = async (orderId: string) => (await rewardsOf(orderId)).map(({ kind }) => kind);
const undo = () => ({ kind: 'refund', refundId: randomUUID(), reason: 'x', restock: false }) as const;

describe('product.md 8: rewards by the shop’s own orders', () => {
  test('a first order gives a reward for spending more, accessories in stock that match, and one for sharing', async () => {
    const world = openWorld(shop);
    const orderId = await pays(world, randomUUID());
    expect(await rewardsOf(orderId)).toMatchObject([
      { kind: 'spend_more' },
      { kind: 'accessories', skus: ['saucer', 'lid'] },
      { kind: 'share', points: 100 },
    ]);
    expect((await shop.story(orderId)).filter((entry) => entry.startsWith('reward_given'))).toEqual([
      'reward_given:spend_more',
      'reward_given:accessories',
      'reward_given:share',
    ]);
  });

  test('the fifth within 60 days gives points and a coupon; orders before that do not count', async () => {
    const world = openWorld(shop);
    const id = randomUUID();
    await pays(world, id);
    await world.pass(61 * DAY);
    for (let time = 0; time < 4; time += 1)
      expect(await kindsOf(await pays(world, id))).not.toContain('coupon');
    expect(await kindsOf(await pays(world, id))).toEqual(['points', 'coupon', 'share']);
  });

  test('5,000.00 spent give them too, and money that went back does not count', async () => {
    const world = openWorld(shop);
    const id = randomUUID();
    const lines = [{ sku: 'mug', quantity: 60, unitPrice: { amount: 5_000, currency: 'CNY' } }];
    const first = await pays(world, id, { lines, amount: 300_000 });
    await world.ask(first, undo());
    expect(await kindsOf(await pays(world, id, { lines, amount: 300_000 }))).not.toContain('coupon');
    expect(await kindsOf(await pays(world, id, { lines, amount: 300_000 }))).toContain('coupon');
  });

  test('orders in another shop do not count', async () => {
    const world = openWorld(shop);
    const id = randomUUID();
    const other = await shop.shopWith({ reminders: { enabled: false } });
    for (let time = 0; time < 4; time += 1) await pays(world, id, { shop: other });
    expect(await kindsOf(await pays(world, id))).not.toContain('coupon');
  });

  test('who ever left an order unpaid gets nothing for sharing', async () => {
    const world = openWorld(shop);
    const id = randomUUID();
    await expired(world, { customer: { id } });
    expect(await kindsOf(await pays(world, id))).toEqual(['spend_more', 'accessories']);
  });

  test('are revoked when the money goes back before shipping, and given once', async () => {
    const world = openWorld(shop);
    const orderId = await pays(world, randomUUID());
    await world.apply(orderId);
    const given = await rewardsOf(orderId);
    await world.pass(HOUR);
    await world.ask(orderId, undo());
    expect(await rewardsOf(orderId)).toEqual(given.map((reward) => ({ ...reward, revokedAt: world.now() })));
    const story = await shop.story(orderId);
    expect(story.filter((entry) => entry.startsWith('reward_given'))).toHaveLength(3);
    expect(story.filter((entry) => entry === 'rewards_revoked:refunded')).toHaveLength(1);
  });

  test('stay when a part of the money goes back, or all of it after shipping', async () => {
    const world = openWorld(shop);
    const orderId = await pays(world, randomUUID());
    await world.ask(orderId, { ...undo(), amount: 1_000 });
    await world.ask(orderId, { kind: 'ship' });
    await world.ask(orderId, undo());
    expect((await rewardsOf(orderId)).map((reward) => 'revokedAt' in reward)).toEqual([false, false, false]);
  });

  test('are given at the door when it is paid there, and to an order that was taken up again', async () => {
    const world = openWorld(shop);
    const atTheDoor = await anOrder(world, { paymentMethod: 'cash_on_delivery' });
    await world.ask(atTheDoor, { kind: 'ship' });
    expect(await kindsOf(atTheDoor)).toEqual([]);
    await world.ask(atTheDoor, { kind: 'deliver' });
    expect(await kindsOf(atTheDoor)).toContain('spend_more');
    const late = await expired(world, { customer: { id: randomUUID() } });
    await event(world, late);
    expect(await kindsOf(late)).toContain('spend_more');
  });

  test('say nothing of the code of a coupon in the journal', async () => {
    const world = openWorld(shop);
    const lines = [{ sku: 'mug', quantity: 100, unitPrice: { amount: 5_000, currency: 'CNY' } }];
    const orderId = await pays(world, randomUUID(), { lines, amount: 500_000 });
    const coupon = (await rewardsOf(orderId)).find(({ kind }) => kind === 'coupon');
    const code = coupon?.kind === 'coupon' ? coupon.code : '';
    expect(code).toMatch(/^[2-9A-HJ-NP-Z]{12}$/);
    const entries = await shop.database.client.journalEntry.findMany({ where: { orderId } });
    expect(JSON.stringify(entries.map(({ facts }) => facts))).not.toContain(code);
  });
});

test('a shop’s buyers fall into important ones and others', async () => {
  const own = await openMoneyShop();
  const world = openWorld(own);
  const till = tillOf(() => own);
  for (const [buyer, orders] of [
    ['often', 5],
    ['once', 1],
    ['twice', 2],
  ] as const)
    for (let time = 0; time < orders; time += 1) {
      const orderId = await till.anOrder(world, { customer: { id: buyer } });
      await till.event(world, orderId);
    }
  const question = {
    shop: own.quiet,
    since: '2026-11-01T00:00:00.000Z',
    importantMonetary: 500_000,
    frequentOrders: 5,
  };
  expect(await rfmClasses(own.database.client, question)).toEqual([
    { important: false, buyers: 2, orders: 3, spent: 30_000 },
    { important: true, buyers: 1, orders: 5, spent: 50_000 },
  ]);
  await own.close();
});
