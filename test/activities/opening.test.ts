import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld } from '../support/order-world.ts';
import { openMoneyShop, tillOf } from '../support/till.ts';
import type { MoneyShop } from '../support/till.ts';

let shop: MoneyShop;
beforeAll(async () => {
  shop = await openMoneyShop();
});
afterAll(() => shop.close());

const { anOrder, alertsOf } = tillOf(() => shop);

test.each([
  [10_000, ['large_order']],
  [10_001, []],
])('product.md 10: an order of 100.00, where %i is large, raises %j, once', async (largeOrder, kinds) => {
  const world = openWorld(shop);
  const orderId = await anOrder(world, { shop: await shop.shopWith({ alerts: { largeOrder } }) });
  await world.open(orderId);
  expect(await alertsOf(orderId)).toEqual(kinds);
  const told = (await shop.story(orderId)).filter((entry) => entry === 'alert:large_order');
  expect(told).toHaveLength(kinds.length);
});
