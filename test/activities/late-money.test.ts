import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOUR } from '../../domain/duration.ts';
import { openWorld } from '../support/order-world.ts';
import type { OrderWorld } from '../support/order-world.ts';
import { openMoneyShop, tillOf } from '../support/till.ts';
import type { MoneyShop } from '../support/till.ts';

let shop: MoneyShop;
let refunding: string;

beforeAll(async () => {
  shop = await openMoneyShop();
  refunding = await shop.shopWith({ reminders: { enabled: false }, payment: { latePayment: 'refund' } });
});

afterAll(() => shop.close());

const { anOrder, payBySession, event, refundsOf, alertsOf, expired } = tillOf(() => shop);

describe('rule 15: money for an expired order', () => {
  test('takes it up again when everything allows it: paid, stock committed, a workflow of its own', async () => {
    const world = openWorld(shop);
    const orderId = await expired(world);
    const before = await shop.balance('mug');
    await event(world, orderId);
    expect(await shop.order(orderId)).toMatchObject({
      status: 'paid',
      hold: 'committed',
      amountPaid: 10_000,
      amountDue: 0,
      closedReason: null,
      workflowId: `order-${orderId}-1`,
    });
    expect(await shop.balance('mug')).toEqual({ ...before, onHand: before.onHand - 2 });
    expect(await refundsOf(orderId)).toEqual([]);
    expect(await alertsOf(orderId)).toEqual(['late_payment_taken_up']);
    expect(world.started).toContain(orderId);
  });

  test('sends back what is beyond the full amount, and takes it up', async () => {
    const world = openWorld(shop);
    const orderId = await expired(world);
    await event(world, orderId, { amount: 10_500 });
    expect(await shop.order(orderId)).toMatchObject({ status: 'paid', amountPaid: 10_000 });
    expect(await refundsOf(orderId)).toEqual([{ amount: 500, reason: 'excess', currency: 'CNY' }]);
  });

  test('of two late payments the first takes it up and the second goes back', async () => {
    const world = openWorld(shop);
    const orderId = await expired(world);
    await Promise.all([event(world, orderId), event(world, orderId)]);
    expect(await shop.order(orderId)).toMatchObject({ status: 'paid', amountPaid: 10_000 });
    expect(await refundsOf(orderId)).toEqual([{ amount: 10_000, reason: 'already_paid', currency: 'CNY' }]);
  });

  test.each([
    ['not the full amount', () => shop.quiet, { amount: 9_999 }],
    ['the policy says refund', () => refunding, {}],
  ] as const)('goes back once when it is %s', async (_, shopName, facts) => {
    const world = openWorld(shop);
    const orderId = await expired(world, { shop: shopName() });
    const before = await shop.balance('mug');
    await event(world, orderId, facts);
    await world.sendRefunds();
    await world.sendRefunds();
    await stillExpired(world, orderId, 'amount' in facts ? facts.amount : 10_000);
    expect(await shop.balance('mug')).toEqual(before);
  });

  test('goes back once when the buyer is blocked', async () => {
    const world = openWorld(shop);
    const buyer = `buyer-${randomUUID()}`;
    const orderId = await expired(world, { customer: { id: buyer } });
    await shop.database.client.customer.update({ where: { id: buyer }, data: { standing: 'blocked' } });
    await event(world, orderId);
    await world.sendRefunds();
    await stillExpired(world, orderId);
  });

  test('goes back once when the stock is sold out', async () => {
    const world = openWorld(shop);
    const sku = `rare-${randomUUID()}`;
    await shop.stock(sku, 1, { price: 5_000 });
    const lines = [{ sku, quantity: 1, unitPrice: { amount: 5_000, currency: 'CNY' } }];
    const orderId = await expired(world, { lines });
    const winner = await anOrder(world, { lines });
    await event(world, orderId, { amount: 5_000 });
    await world.sendRefunds();
    await stillExpired(world, orderId, 5_000);
    await event(world, winner, { amount: 5_000 });
    expect(await shop.balance(sku)).toEqual({ onHand: 0, held: 0 });
  });

  test('goes back when the order had been paid for a part, which went back as it closed', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    await payBySession(world, orderId, 4_000);
    await world.pass(25 * HOUR);
    await event(world, orderId, { amount: 6_000 });
    expect((await refundsOf(orderId)).map(({ amount }) => amount)).toEqual([4_000, 6_000]);
    expect(await shop.order(orderId)).toMatchObject({ status: 'expired' });
  });

  test('of a cancelled order always goes back', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    await world.ask(orderId, { kind: 'cancel', reason: 'changed_mind', by: 'buyer' });
    const before = await shop.balance('mug');
    await event(world, orderId);
    expect(await shop.order(orderId)).toMatchObject({ status: 'cancelled', amountPaid: 0 });
    expect(await refundsOf(orderId)).toEqual([{ amount: 10_000, reason: 'order_closed', currency: 'CNY' }]);
    expect(await shop.balance('mug')).toEqual(before);
  });

  test('follows an order that was superseded, and superseded again, to the one that counts', async () => {
    const world = openWorld(shop);
    const [first, second, third] = [await anOrder(world), await anOrder(world), await anOrder(world)];
    const sessionId = (await world.link(first)) ?? '';
    await supersede(first, second);
    await supersede(second, third);
    await event(world, first, { sessionId });
    await world.apply(second);
    await world.apply(third);
    expect(await shop.order(third)).toMatchObject({ status: 'paid', amountPaid: 10_000 });
    expect([...(await refundsOf(first)), ...(await refundsOf(second)), ...(await refundsOf(third))]).toEqual(
      [],
    );
  });
});

async function stillExpired(world: OrderWorld, orderId: string, amount = 10_000): Promise<void> {
  expect(await shop.order(orderId)).toMatchObject({ status: 'expired', amountPaid: 0, amountRefunded: 0 });
  expect(await refundsOf(orderId)).toEqual([{ amount, reason: 'late', currency: 'CNY' }]);
  expect([...world.provider.refunds.values()].filter((refund) => refund.orderId === orderId)).toHaveLength(1);
  expect(await alertsOf(orderId)).toEqual(['late_payment_refunded']);
}

async function supersede(older: string, newer: string): Promise<void> {
  const data = { status: 'cancelled', closedReason: 'superseded', supersededBy: newer, hold: 'none' };
  await shop.database.client.order.update({ where: { id: older }, data });
}
