import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY } from '../../domain/duration.ts';
import { openWorld } from '../support/order-world.ts';
import { openMoneyShop, tillOf } from '../support/till.ts';
import type { MoneyShop } from '../support/till.ts';

let shop: MoneyShop;

beforeAll(async () => {
  shop = await openMoneyShop();
});

afterAll(() => shop.close());

const { anOrder, payBySession, event, refundsOf } = tillOf(() => shop);

describe('rule 14: what was paid, what is financed and what is due add up', () => {
  test('cash on delivery is confirmed, commits its hold as it ships, and is paid at the door', async () => {
    const world = openWorld(shop);
    const before = await shop.balance('mug');
    const orderId = await anOrder(world, { paymentMethod: 'cash_on_delivery' });
    expect(await shop.order(orderId)).toMatchObject({
      status: 'confirmed',
      hold: 'held',
      deadline: null,
      amountDue: 10_000,
    });
    await world.pass(10 * DAY);
    expect(await shop.order(orderId)).toMatchObject({ status: 'confirmed', hold: 'held' });
    await world.ask(orderId, { kind: 'ship' });
    expect(await shop.order(orderId)).toMatchObject({
      status: 'shipped',
      hold: 'committed',
      amountDue: 10_000,
    });
    expect(await shop.balance('mug')).toEqual({ ...before, onHand: before.onHand - 2 });
    await world.ask(orderId, { kind: 'deliver' });
    expect(await shop.order(orderId)).toMatchObject({
      status: 'delivered',
      amountPaid: 10_000,
      amountDue: 0,
    });
  });

  test('changing to cash on delivery takes the stock that payment would have taken, or is refused', async () => {
    const world = openWorld(shop);
    const sku = `on-demand-${randomUUID()}`;
    await shop.stock(sku, 1, { price: 5_000, deductOn: 'payment' });
    const lines = [{ sku, quantity: 1, unitPrice: { amount: 5_000, currency: 'CNY' } }];
    const [first, second] = [await anOrder(world, { lines }), await anOrder(world, { lines })];
    const change = { kind: 'change_method', method: 'cash_on_delivery', by: 'buyer' } as const;
    expect(await world.ask(first, change)).toEqual({ accepted: true });
    expect(await shop.order(first)).toMatchObject({ status: 'confirmed', hold: 'held' });
    expect(await world.ask(second, change)).toMatchObject({ code: 'out_of_stock' });
    await world.ask(first, { kind: 'ship' });
    expect(await shop.balance(sku)).toEqual({ onHand: 0, held: 0 });
  });

  test('sold out at payment: cancelled, refunded once, no stock moved', async () => {
    const world = openWorld(shop);
    const sku = `on-demand-${randomUUID()}`;
    await shop.stock(sku, 1, { price: 5_000, deductOn: 'payment' });
    const lines = [{ sku, quantity: 1, unitPrice: { amount: 5_000, currency: 'CNY' } }];
    const [first, second] = [await anOrder(world, { lines }), await anOrder(world, { lines })];
    await Promise.all([event(world, first, { amount: 5_000 }), event(world, second, { amount: 5_000 })]);
    const both = [await shop.order(first), await shop.order(second)];
    expect(both.map(({ status }) => status).toSorted()).toEqual(['cancelled', 'paid']);
    const loser = both.find(({ status }) => status === 'cancelled');
    expect(loser).toMatchObject({ closedReason: 'sold_out', hold: 'none', amountPaid: 5_000 });
    await world.sendRefunds();
    expect(await refundsOf(loser?.id ?? '')).toEqual([
      { amount: 5_000, reason: 'sold_out', currency: 'CNY' },
    ]);
    expect(await shop.balance(sku)).toEqual({ onHand: 0, held: 0 });
  });

  test('lines that cost less than was paid: paid, the excess goes back', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    await payBySession(world, orderId, 8_000);
    const lines = [{ sku: 'mug', quantity: 1 }];
    expect(await world.ask(orderId, { kind: 'change_lines', lines, by: 'buyer' })).toEqual({
      accepted: true,
    });
    expect(await shop.order(orderId)).toMatchObject({
      status: 'paid',
      total: 5_000,
      amountPaid: 5_000,
      hold: 'committed',
    });
    expect(await refundsOf(orderId)).toEqual([{ amount: 3_000, reason: 'excess', currency: 'CNY' }]);
  });
});
