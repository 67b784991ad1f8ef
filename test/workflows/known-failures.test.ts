import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, later } from '../../domain/duration.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { counterOf } from '../support/counter.ts';
import { openRunningApi } from '../support/running-api.ts';
import type { RunningApi } from '../support/running-api.ts';
import { runShop, until } from '../support/running-shop.ts';
import type { RunningShop } from '../support/running-shop.ts';

let shop: RunningShop;
let api: RunningApi;
let quiet: string;

beforeAll(async () => {
  shop = await runShop();
  api = await openRunningApi(shop);
  quiet = await shop.shopWith({ reminders: { enabled: false } });
});

afterAll(async () => {
  await api.close();
  await shop.close();
});

const { placed, anOrder, becomes, skuOf, refundedAt, alertsOf } = counterOf(() => shop);
const quietly = (more = {}) => ({ order: { shop: quiet, ...more } });
const cancel = { kind: 'cancel', reason: 'changed_mind', by: 'buyer' } as const;
const times = async ({ id }: StoredOrder, entry: string) =>
  (await shop.story(id)).filter((told) => told === entry).length;
const page = async ({ id }: StoredOrder) => {
  const { status, body } = await api.ask('POST', `/v1/orders/${id}/payment-link`, { payer: 'buyer' });
  return { status, body };
};

describe.concurrent('money against the clock', () => {
  test('known failure 2: a late “paid” neither revives a cancelled order nor takes its stock: it goes back once', async () => {
    const order = await anOrder(quietly());
    await shop.request(order, cancel);
    await shop.outcome(order);
    const late = { type: 'payment.succeeded', id: `evt-${order.id}` } as const;
    await shop.event(order, late);
    await shop.event(order, late);
    await until(async () => (await refundedAt(order)).length > 0);
    expect(await shop.order(order.id)).toMatchObject({
      status: 'cancelled',
      hold: 'released',
      amountPaid: 0,
    });
    expect(await shop.balance(skuOf(order))).toEqual({ onHand: 10, held: 0 });
    expect(await refundedAt(order)).toEqual([10_000]);
  });

  test('known failure 4: nobody can open a page to pay an order that is closed', async () => {
    const order = await anOrder(quietly());
    await shop.skip(order, 25 * HOUR);
    expect(await page(order)).toMatchObject({ status: 409, body: { code: 'order_not_open' } });
  });

  test('known failure 6: a page that was paid meanwhile stops the change that would make its price an old one', async () => {
    const order = await anOrder(quietly());
    const sessionId = await shop.openSession(order);
    await shop.payAtSandbox(sessionId, { outcome: 'succeeded' });
    const fewer = [{ sku: skuOf(order), quantity: 1 }];
    expect(await shop.request(order, { kind: 'change_lines', by: 'buyer', lines: fewer })).toMatchObject({
      accepted: false, // asked first, the provider says that it is paid
    });
    await becomes(order, 'paid');
    expect(await shop.order(order.id)).toMatchObject({ total: 10_000, amountPaid: 10_000, revision: 1 });
  });

  test('known failure 7: webhook and asking both learn of the same payment: one payment, one set of effects', async () => {
    const order = await anOrder(quietly());
    const sessionId = await shop.openSession(order);
    await shop.payAtSandbox(sessionId, { outcome: 'succeeded' });
    const [answer] = await Promise.all([
      shop.request(order, cancel), // asks the provider
      shop.event(order, { type: 'payment.succeeded', sessionId }),
    ]);
    expect(answer.accepted).toBe(false);
    await becomes(order, 'paid');
    await until(async () => {
      const where = { orderId: order.id, appliedAt: null };
      return (await shop.database.client.paymentEvent.count({ where })) === 0;
    });
    expect(await times(order, 'payment_received:paid_in_full')).toBe(1);
    expect(await shop.balance(skuOf(order))).toEqual({ onHand: 8, held: 0 });
    expect(await refundedAt(order)).toEqual([]);
  });

  test('known failure 8: of two payments that succeed the second goes back; a part at the deadline goes back too', async () => {
    const [twice, part] = [await anOrder(quietly()), await anOrder(quietly())];
    const sessions = [await shop.openSession(twice), await shop.openSession(twice)];
    for (const sessionId of sessions) await shop.payAtSandbox(sessionId, { outcome: 'succeeded' });
    await Promise.all(
      sessions.map((sessionId) => shop.event(twice, { type: 'payment.succeeded', sessionId })),
    );
    await shop.event(part, { type: 'payment.succeeded', amount: 4_000 });
    await shop.skip(part, 25 * HOUR);
    await until(async () => (await refundedAt(twice)).length + (await refundedAt(part)).length === 2);
    expect(await refundedAt(twice)).toEqual([10_000]);
    expect(await refundedAt(part)).toEqual([4_000]);
    expect(await shop.order(part.id)).toMatchObject({ status: 'expired', hold: 'released' });
  });

  test('known failure 10: news in the wrong order, five times over, and before anybody began: paid once', async () => {
    const order = await placed(quietly());
    const sessionId = await shop.openSession(order);
    const paid = { type: 'payment.succeeded', id: `evt-${order.id}`, sessionId } as const;
    await Promise.all(Array.from({ length: 5 }, () => shop.event(order, paid)));
    await becomes(order, 'paid');
    await shop.event(order, { type: 'payment.processing', sessionId });
    await shop.event(order, { type: 'payment.failed', sessionId });
    await until(async () => {
      const where = { orderId: order.id, appliedAt: null };
      return (await shop.database.client.paymentEvent.count({ where })) === 0;
    });
    expect(await shop.order(order.id)).toMatchObject({ status: 'paid', paymentState: 'succeeded' });
    expect(await times(order, 'payment_received:paid_in_full')).toBe(1);
  });
});

describe.concurrent('closing the wrong order, or at the wrong time', () => {
  test('known failure 11: a bank transfer lasts to its own due date; cash on delivery and a platform’s order are never closed', async () => {
    const transfer = await anOrder(quietly({ paymentMethod: 'bank_transfer' }));
    const atTheDoor = await anOrder(quietly({ paymentMethod: 'cash_on_delivery' }));
    const platform = await anOrder(quietly({ channel: 'distribution' }));
    await Promise.all([transfer, atTheDoor, platform].map((order) => shop.skip(order, 2 * DAY)));
    expect(await shop.order(transfer.id)).toMatchObject({ status: 'awaiting_payment', hold: 'held' });
    await shop.skip(transfer, DAY + 6 * MINUTE);
    expect(await shop.order(transfer.id)).toMatchObject({ status: 'expired' });
    expect(await shop.order(atTheDoor.id)).toMatchObject({ status: 'confirmed', hold: 'held' });
    expect(await shop.order(platform.id)).toMatchObject({ status: 'awaiting_payment', hold: 'held' });
  });

  test('known failure 12: a payment that stays under way keeps the hold, and is brought to a person once', async () => {
    const placedAt = later(new Date().toISOString(), 10 * MINUTE - DAY);
    const order = await anOrder(quietly(), placedAt);
    const sessionId = await shop.openSession(order);
    await shop.payAtSandbox(sessionId, { outcome: 'processing' });
    await shop.event(order, { type: 'payment.processing', sessionId });
    await becomes(order, 'payment_processing');
    await shop.skip(order, 55 * MINUTE);
    expect(await shop.order(order.id)).toMatchObject({ status: 'payment_processing', hold: 'held' });
    expect(await alertsOf(order)).toEqual(['stuck_payment']);
  });

  test('known failure 13: nothing that is written to an order starts its clock again', async () => {
    const order = await anOrder(quietly());
    const lines = [{ sku: skuOf(order), quantity: 1 }];
    await shop.request(order, { kind: 'change_lines', by: 'buyer', lines });
    await shop.event(order, { type: 'payment.failed', failureCode: 'no_funds' });
    await shop.event(order, { type: 'payment.succeeded', amount: 1_000 });
    await until(async () => (await shop.order(order.id)).amountPaid === 1_000);
    expect(await shop.order(order.id)).toMatchObject({
      deadline: order.deadline,
      releaseAt: order.releaseAt,
    });
  });
});
