import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND, later } from '../../domain/duration.ts';
import { relayWork } from '../../prisma/relay-work.ts';
import { counterOf } from '../support/counter.ts';
import { runShop, until } from '../support/running-shop.ts';
import type { RunningShop } from '../support/running-shop.ts';

let shop: RunningShop;
let quiet: string;

beforeAll(async () => {
  shop = await runShop();
  quiet = await shop.shopWith({ reminders: { enabled: false } });
});

afterAll(() => shop.close());

const { aSku, anOrder, becomes, skuOf, refundedAt, alertsOf } = counterOf(() => shop);
const quietly = () => ({ order: { shop: quiet } });
const refundAll = () =>
  ({ kind: 'refund', refundId: randomUUID(), reason: 'asked', restock: false }) as const;

describe.concurrent('an order with nothing due', () => {
  test('is paid at once, and its buyer is told once', async () => {
    const customer = { id: `buyer-${randomUUID()}`, email: `free-${randomUUID()}@example.com` };
    const order = await anOrder({
      order: { shop: quiet, customer, discount: { amount: 10_000, currency: 'CNY' } },
    });
    expect(order).toMatchObject({ status: 'paid', hold: 'committed', amountDue: 0 });
    await until(async () => shop.mails.some(({ to }) => to === customer.email));
    await shop.skip(order, DAY);
    const mails = shop.mails.filter(({ to }) => to === customer.email);
    const purposes = mails.map(({ id }) => id.split('/')[1]);
    expect(purposes.filter((purpose) => purpose === 'paid')).toHaveLength(1);
    expect(purposes.filter((purpose) => purpose === 'promise')).toHaveLength(1);
  });
});

describe.concurrent('an order nobody pays', () => {
  test('expires at its release time, gives the stock back, and says why', async () => {
    const order = await anOrder();
    await shop.skip(order, 25 * HOUR);
    expect(await shop.outcome(order)).toEqual({
      orderId: order.id,
      status: 'expired',
      reason: 'deadline_passed',
    });
    expect(await shop.balance(skuOf(order))).toEqual({ onHand: 10, held: 0 });
    expect(await shop.story(order.id)).toEqual(
      expect.arrayContaining(['stock_held', 'stock_released', 'expired:deadline_passed']),
    );
    const { closedAt } = (await shop.order(order.id)).row;
    const late = Date.parse(closedAt?.toISOString() ?? '') - Date.parse(order.releaseAt ?? '');
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(MINUTE);
  });

  test.for(['buyer', 'staff'] as const)(
    'is cancelled by the %s: a result, and the stock is back',
    async (by) => {
      const order = await anOrder(quietly());
      expect(await shop.request(order, { kind: 'cancel', reason: 'changed_mind', by })).toEqual({
        accepted: true,
      });
      expect(await shop.outcome(order)).toEqual({
        orderId: order.id,
        status: 'cancelled',
        reason: `cancelled_by_${by}`,
      });
      expect(await shop.balance(skuOf(order))).toEqual({ onHand: 10, held: 0 });
    },
  );

  test('is extended once by 2 h, and closed then', async () => {
    const order = await anOrder(quietly());
    expect(await shop.request(order, { kind: 'extend', by: 'buyer' })).toEqual({ accepted: true });
    expect((await shop.order(order.id)).deadline).toBe(later(order.deadline ?? '', 2 * HOUR));
    expect(await shop.request(order, { kind: 'extend', by: 'buyer' })).toMatchObject({
      code: 'extension_used',
    });
    await shop.skip(order, 25 * HOUR);
    expect(await shop.order(order.id)).toMatchObject({ status: 'awaiting_payment' });
    await shop.skip(order, 2 * HOUR);
    expect(await shop.outcome(order)).toMatchObject({ status: 'expired' });
  });

  test('changes its lines: only the difference moves', async () => {
    const order = await anOrder(quietly());
    const lines = [{ sku: skuOf(order), quantity: 5 }];
    expect(await shop.request(order, { kind: 'change_lines', by: 'buyer', lines })).toEqual({
      accepted: true,
    });
    expect(await shop.balance(skuOf(order))).toEqual({ onHand: 10, held: 5 });
    expect(await shop.order(order.id)).toMatchObject({ total: 25_000, amountDue: 25_000, revision: 2 });
  });
});

describe.concurrent('an order that is paid', () => {
  test('commits its hold, is shipped, and ends when it is delivered', async () => {
    const order = await anOrder(quietly());
    const sessionId = await shop.openSession(order);
    await shop.event(order, { type: 'payment.succeeded', sessionId });
    await becomes(order, 'paid');
    expect(await shop.order(order.id)).toMatchObject({ amountPaid: 10_000, amountDue: 0, hold: 'committed' });
    expect(await shop.balance(skuOf(order))).toEqual({ onHand: 8, held: 0 });
    expect(await shop.request(order, { kind: 'ship', carrier: 'SF' })).toEqual({ accepted: true });
    expect(await shop.request(order, { kind: 'deliver' })).toEqual({ accepted: true });
    expect(await shop.outcome(order)).toEqual({ orderId: order.id, status: 'delivered', reason: null });
  });

  test('is paid when the provider says so at closing time, although no webhook came', async () => {
    const order = await anOrder(quietly());
    await shop.payAtSandbox(await shop.openSession(order), { outcome: 'succeeded' });
    await shop.skip(order, 25 * HOUR);
    expect(await shop.order(order.id)).toMatchObject({ status: 'paid', amountDue: 0 });
  });

  test('and never delivered: its watch ends after 60 days, with an alert', async () => {
    const order = await anOrder(quietly());
    await shop.event(order, { type: 'payment.succeeded' });
    await becomes(order, 'paid');
    await shop.skip(order, 61 * DAY);
    expect(await shop.outcome(order)).toMatchObject({ status: 'paid' });
    expect((await alertsOf(order)).toSorted()).toEqual(['broken_promise', 'broken_promise', 'not_delivered']);
  });

  test('ends at payment where the policy has no promise to watch', async () => {
    const unwatched = await shop.shopWith({ reminders: { enabled: false }, promise: { enabled: false } });
    const order = await anOrder({ order: { shop: unwatched } });
    await shop.event(order, { type: 'payment.succeeded' });
    expect(await shop.outcome(order)).toMatchObject({ status: 'paid' });
  });

  test('known failure 15: with nothing due is paid at once', async () => {
    const discount = { amount: 10_000, currency: 'CNY' };
    const order = await anOrder({ order: { shop: quiet, discount } });
    expect(await shop.order(order.id)).toMatchObject({ status: 'paid', total: 0, hold: 'committed' });
    expect(await shop.request(order, { kind: 'ship' })).toEqual({ accepted: true });
  });

  test('late is taken up again, and goes on in a workflow of its own', async () => {
    const order = await anOrder(quietly());
    await shop.skip(order, 25 * HOUR);
    await shop.event(order, { type: 'payment.succeeded' });
    await becomes(order, 'paid');
    const again = await shop.order(order.id);
    expect(again).toMatchObject({ workflowId: `order-${order.id}-1`, hold: 'committed', closedReason: null });
    expect(await shop.balance(skuOf(order))).toEqual({ onHand: 8, held: 0 });
    await until(async () => (await shop.order(order.id)).row.startedAt !== null);
    expect(await shop.request(again, { kind: 'ship' })).toEqual({ accepted: true });
    expect(await shop.request(again, { kind: 'deliver' })).toEqual({ accepted: true });
    expect(await shop.outcome(again)).toMatchObject({ status: 'delivered' });
  });

  test('late and sold out meanwhile goes back, once', async () => {
    const sku = await aSku({ onHand: 2 });
    const lines = [{ sku, quantity: 2, unitPrice: { amount: 5_000, currency: 'CNY' } }];
    const order = await anOrder({ order: { shop: quiet, lines } });
    await shop.skip(order, 25 * HOUR);
    await anOrder({ order: { shop: quiet, lines } });
    await shop.event(order, { type: 'payment.succeeded' });
    await until(async () => (await refundedAt(order)).length > 0);
    expect(await refundedAt(order)).toEqual([10_000]);
    expect(await shop.order(order.id)).toMatchObject({ status: 'expired', workflowId: order.workflowId });
    expect(await shop.balance(sku)).toEqual({ onHand: 2, held: 2 });
  });

  test('when it is sold out is cancelled, and the money goes back once', async () => {
    const sku = await aSku({ onHand: 2, deductOn: 'payment' });
    const lines = [{ sku, quantity: 2, unitPrice: { amount: 5_000, currency: 'CNY' } }];
    const [winner, loser] = [
      await anOrder({ order: { shop: quiet, lines } }),
      await anOrder({ order: { shop: quiet, lines } }),
    ];
    await shop.event(winner, { type: 'payment.succeeded' });
    await becomes(winner, 'paid');
    await shop.event(loser, { type: 'payment.succeeded' });
    expect(await shop.outcome(loser)).toEqual({ orderId: loser.id, status: 'cancelled', reason: 'sold_out' });
    await until(async () => (await refundedAt(loser)).length > 0);
    expect(await refundedAt(loser)).toEqual([10_000]);
    expect(await shop.balance(sku)).toEqual({ onHand: 0, held: 0 });
  });

  test('is cancelled by a full refund before shipping: restocked, and the money sent', async () => {
    const order = await anOrder(quietly());
    const sessionId = await shop.openSession(order);
    await shop.payAtSandbox(sessionId, { outcome: 'succeeded' });
    await shop.event(order, { type: 'payment.succeeded', sessionId });
    await becomes(order, 'paid');
    expect(await shop.request(order, refundAll())).toEqual({ accepted: true });
    expect(await shop.outcome(order)).toEqual({ orderId: order.id, status: 'cancelled', reason: 'refunded' });
    await until(async () => (await shop.order(order.id)).amountRefunded === 10_000);
    expect(await shop.balance(skuOf(order))).toEqual({ onHand: 10, held: 0 });
  });

  test('and cancelled by a refund that comes back later stays cancelled, and the money is sent once more', async () => {
    const atOnce = await shop.shopWith({
      reminders: { enabled: false },
      payment: { refundAgainAfter: 'PT0S' },
    });
    const order = await anOrder({ order: { shop: atOnce } });
    const sessionId = await shop.openSession(order);
    await shop.payAtSandbox(sessionId, { outcome: 'succeeded' });
    await shop.event(order, { type: 'payment.succeeded', sessionId });
    await becomes(order, 'paid');
    await shop.request(order, refundAll());
    await until(async () => (await shop.order(order.id)).amountRefunded === 10_000);
    const { key: refundKey, providerId } = await shop.database.client.refund.findFirstOrThrow({
      where: { orderId: order.id },
    });
    await shop.letRefundFail(providerId ?? '', { failureCode: 'insufficient_funds' });
    await shop.event(order, { type: 'payment.refund_failed', refundKey, amount: 10_000 });
    await until(async () => (await shop.order(order.id)).amountRefunded === 0);
    expect(await shop.order(order.id)).toMatchObject({ status: 'cancelled', closedReason: 'refunded' });
    expect(await alertsOf(order)).toEqual(['refund_failed']);
    const work = relayWork(shop.database.client, later(new Date().toISOString(), 11 * SECOND));
    for (const refund of await work.unstartedRefunds(100))
      await shop.dependencies.companions.startRefund(refund);
    await until(async () => (await shop.order(order.id)).amountRefunded === 10_000);
    expect(await refundedAt(order)).toEqual([10_000]);
    expect(await shop.balance(skuOf(order))).toEqual({ onHand: 10, held: 0 });
  });

  test('keeps its status after a refund of a part', async () => {
    const order = await anOrder(quietly());
    const sessionId = await shop.openSession(order);
    await shop.payAtSandbox(sessionId, { outcome: 'succeeded' });
    await shop.event(order, { type: 'payment.succeeded', sessionId });
    await becomes(order, 'paid');
    expect(await shop.request(order, { ...refundAll(), amount: 3_000 })).toEqual({ accepted: true });
    await until(async () => (await shop.order(order.id)).amountRefunded === 3_000);
    expect(await shop.order(order.id)).toMatchObject({ status: 'paid', hold: 'committed' });
  });
});

describe.concurrent('an order paid at the door', () => {
  test('is never closed, commits its hold as it ships, and is paid when it is delivered', async () => {
    const order = await anOrder({ order: { shop: quiet, paymentMethod: 'cash_on_delivery' } });
    await shop.skip(order, 10 * DAY);
    expect(await shop.order(order.id)).toMatchObject({ status: 'confirmed', hold: 'held' });
    expect(await shop.request(order, { kind: 'ship' })).toEqual({ accepted: true });
    expect(await shop.balance(skuOf(order))).toEqual({ onHand: 8, held: 0 });
    expect(await shop.request(order, { kind: 'deliver' })).toEqual({ accepted: true });
    expect(await shop.outcome(order)).toMatchObject({ status: 'delivered' });
    expect(await shop.order(order.id)).toMatchObject({ amountPaid: 10_000, amountDue: 0 });
  });

  test('waits for its buyer also where the policy has no promise to watch: he may still pay by card, or not at all', async () => {
    const unwatched = await shop.shopWith({ reminders: { enabled: false }, promise: { enabled: false } });
    const order = await anOrder({ order: { shop: unwatched, paymentMethod: 'cash_on_delivery' } });
    const method = { kind: 'change_method', method: 'card', by: 'buyer' } as const;
    expect(await shop.request(order, method)).toEqual({ accepted: true });
    await shop.skip(order, 25 * HOUR);
    expect(await shop.outcome(order)).toMatchObject({ status: 'expired' });
  });
});
