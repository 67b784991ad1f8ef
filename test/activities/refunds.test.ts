import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld } from '../support/order-world.ts';
import type { OrderWorld } from '../support/order-world.ts';
import { openMoneyShop, tillOf } from '../support/till.ts';
import type { MoneyShop } from '../support/till.ts';

let shop: MoneyShop;

beforeAll(async () => {
  shop = await openMoneyShop();
});

afterAll(() => shop.close());

const { anOrder, payBySession, event, alertsOf } = tillOf(() => shop);

describe('rule 17: refunds', () => {
  const refund = (facts: { amount?: number; restock?: boolean } = {}) =>
    ({ kind: 'refund', refundId: randomUUID(), reason: 'asked', restock: false, ...facts }) as const;

  async function paid(world: OrderWorld): Promise<string> {
    const orderId = await anOrder(world);
    await payBySession(world, orderId);
    return orderId;
  }

  test('of everything before shipping cancels, restocks, and is sent once', async () => {
    const world = openWorld(shop);
    const before = await shop.balance('mug');
    const orderId = await paid(world);
    expect(await world.ask(orderId, refund(), 2)).toEqual({ accepted: true });
    await world.sendRefunds();
    expect(await shop.order(orderId)).toMatchObject({
      status: 'cancelled',
      closedReason: 'refunded',
      amountRefunded: 10_000,
    });
    expect(await shop.balance('mug')).toEqual(before);
    expect(world.provider.refunds.size).toBe(1);
  });

  test('of a part leave the status and the stock, and add up to no more than was paid', async () => {
    const world = openWorld(shop);
    const orderId = await paid(world);
    const before = await shop.balance('mug');
    expect(await world.ask(orderId, refund({ amount: 4_000, restock: true }))).toEqual({ accepted: true });
    expect(await world.ask(orderId, refund({ amount: 6_001 }))).toMatchObject({
      code: 'refund_too_large',
      facts: { most: 6_000 },
    });
    await world.sendRefunds();
    expect(await shop.order(orderId)).toMatchObject({
      status: 'paid',
      hold: 'committed',
      amountRefunded: 4_000,
    });
    expect(await shop.balance('mug')).toEqual(before);
  });

  test('of everything after shipping leave the status, and restock where asked', async () => {
    const world = openWorld(shop);
    const before = await shop.balance('mug');
    const orderId = await paid(world);
    await world.ask(orderId, { kind: 'ship' });
    expect(await world.ask(orderId, refund({ restock: true }))).toEqual({ accepted: true });
    await world.sendRefunds();
    expect(await shop.order(orderId)).toMatchObject({ status: 'shipped', amountRefunded: 10_000 });
    expect(await shop.balance('mug')).toEqual(before);
  });

  test('of an order that waits for the rest are refused: what was paid goes back when it closes, once', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    await payBySession(world, orderId, 4_000);
    expect(await world.ask(orderId, refund())).toMatchObject({ code: 'nothing_to_refund' });
    await world.ask(orderId, { kind: 'cancel', reason: 'changed_mind', by: 'buyer' });
    await world.sendRefunds();
    expect([...world.provider.refunds.values()].map(({ amount }) => amount)).toEqual([4_000]);
  });

  test('by the provider alone count, and can’t be given a second time', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    const sessionId = await payBySession(world, orderId);
    await event(world, orderId, { sessionId, type: 'payment.refunded', amount: 7_000 });
    expect(await shop.order(orderId)).toMatchObject({ status: 'paid', amountRefunded: 7_000 });
    expect(await alertsOf(orderId)).toEqual(['refunded_by_provider']);
    expect(await world.ask(orderId, refund({ amount: 3_001 }))).toMatchObject({ code: 'refund_too_large' });
  });

  test('by the provider alone of a part that was paid make it due again: what is back with the buyer is not paid', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    const sessionId = await payBySession(world, orderId, 4_000);
    await event(world, orderId, { sessionId, type: 'payment.refunded', amount: 3_000 });
    const waiting = { status: 'awaiting_payment', amountPaid: 1_000, amountDue: 9_000, amountRefunded: 0 };
    expect(await shop.order(orderId)).toMatchObject(waiting);
    await world.ask(orderId, { kind: 'change_lines', lines: [{ sku: 'mug', quantity: 1 }], by: 'buyer' });
    expect(await shop.order(orderId)).toMatchObject({ ...waiting, total: 5_000, amountDue: 4_000 });
    await world.ask(orderId, { kind: 'cancel', reason: 'changed_mind', by: 'buyer' });
    await world.sendRefunds();
    expect([...world.provider.refunds.values()].map(({ amount }) => amount)).toEqual([1_000]);
  });

  test('by the provider alone, told of before the payment, take it off what is paid', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    const sessionId = await world.link(orderId);
    await event(world, orderId, { sessionId, type: 'payment.refunded', amount: 10_000 });
    await event(world, orderId, { sessionId, type: 'payment.succeeded', amount: 10_000 });
    const unpaid = { status: 'awaiting_payment', amountPaid: 0, amountDue: 10_000, amountRefunded: 0 };
    expect(await shop.order(orderId)).toMatchObject(unpaid);
    const again = await payBySession(world, orderId);
    expect(again).not.toBe(sessionId);
    expect(await shop.order(orderId)).toMatchObject({
      status: 'paid',
      amountPaid: 10_000,
      amountRefunded: 0,
    });
  });

  test('that echo our key change nothing; another’s key is the provider’s own', async () => {
    const world = openWorld(shop);
    const orderId = await anOrder(world);
    const sessionId = await payBySession(world, orderId);
    await world.ask(orderId, refund({ amount: 1_000 }));
    await world.sendRefunds();
    const [refundKey] = world.provider.refunds.keys();
    const echo = { sessionId, type: 'payment.refunded', amount: 1_000 };
    await event(world, orderId, { ...echo, refundKey });
    expect(await shop.order(orderId)).toMatchObject({ amountRefunded: 1_000 });
    await event(world, orderId, { ...echo, refundKey: 'not-ours' });
    expect(await shop.order(orderId)).toMatchObject({ amountRefunded: 2_000 });
  });

  test('that a person has to send wait for him, alert staff once, and tell the buyer when he has', async () => {
    const world = openWorld(shop);
    world.provider.byHand = true;
    const customer = { id: `buyer-${randomUUID()}`, email: 'li@example.com' };
    const orderId = await anOrder(world, { customer });
    await payBySession(world, orderId);
    const asked = refund({ amount: 4_000 });
    await world.ask(orderId, asked);
    await world.sendRefunds();
    expect(await alertsOf(orderId)).toEqual(['refund_failed']);
    const told = { type: 'payment.refunded', amount: 4_000 };
    const { key: refundKey } = await shop.database.client.refund.findUniqueOrThrow({
      where: { id: asked.refundId },
    });
    const mailsOf = async () => {
      await world.pass(0);
      return world.mails.filter(({ id }) => id.startsWith(`${orderId}/refunded`)).length;
    };
    expect(await mailsOf()).toBe(0);
    await event(world, orderId, { ...told, refundKey });
    await event(world, orderId, { ...told, refundKey });
    expect(await shop.order(orderId)).toMatchObject({ status: 'paid', amountRefunded: 4_000 });
    expect(await mailsOf()).toBe(1);
  });

  test('that the provider refuses alert staff, and may be asked for again', async () => {
    const world = openWorld(shop);
    const orderId = await paid(world);
    const asked = refund({ amount: 4_000 });
    await world.ask(orderId, asked);
    await world.steps.refundFailed({ refundId: asked.refundId, now: world.now(), why: 'refused' });
    await world.steps.refundFailed({ refundId: asked.refundId, now: world.now(), why: 'refused' });
    expect(await alertsOf(orderId)).toEqual(['refund_failed']);
    expect(await world.ask(orderId, refund())).toEqual({ accepted: true });
  });
});
