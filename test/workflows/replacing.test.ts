import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nobody } from '../../api/auth.ts';
import { merge } from '../../api/merging.ts';
import { orderGateway } from '../../api/engine/order-gateway.ts';
import { placingDesk } from '../../api/placing/placing.ts';
import { placeSuperseding } from '../../api/placing/superseding.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../domain/duration.ts';
import { Refusal } from '../../domain/refusal.ts';
import { checkIntegrity } from '../../prisma/integrity.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { customerHashes } from '../../providers/opaque-names.ts';
import { counterOf } from '../support/counter.ts';
import { runShop, until } from '../support/running-shop.ts';
import type { RunningShop } from '../support/running-shop.ts';

let shop: RunningShop;
let gateway: ReturnType<typeof orderGateway>;
let quiet: string;

beforeAll(async () => {
  shop = await runShop();
  quiet = await shop.shopWith({ reminders: { enabled: false } });
  const hashCustomer = customerHashes('a secret for this test');
  gateway = orderGateway({ ...shop.engine, database: shop.database, hashCustomer });
});
afterAll(async () => {
  await gateway.close();
  await shop.close();
});

const { anOrder, placed, skuOf, becomes } = counterOf(() => shop);
const quietly = (more: object = {}) => ({ order: { shop: quiet, ...more } });

/** The API's part, on the real engine. */
function needs() {
  const now = () => new Date().toISOString();
  const { database } = shop;
  const onPlaced = (order: Parameters<typeof gateway.startOrder>[0]) => void gateway.startOrder(order);
  const log = { warn: () => {}, error: () => {} };
  return { database, gateway, now, log, placing: placingDesk({ database, now, onPlaced }) };
}

function supersede({ id, customerId, lines }: StoredOrder, quantity = 2) {
  const wanted = lines.map(({ sku, unitPrice }) => ({
    sku,
    quantity,
    unitPrice: { amount: unitPrice, currency: 'CNY' },
  }));
  const request = { shop: quiet, channel: 'store', customer: { id: customerId }, lines: wanted } as const;
  return placeSuperseding(needs(), nobody, { request, key: undefined, supersedes: id });
}

/** What was refused, or what was placed. */
async function resultOf(work: Promise<{ order: { id: string } }>): Promise<string> {
  return work.then(
    () => 'placed',
    (error: unknown) => {
      if (error instanceof Refusal) return error.code;
      throw error;
    },
  );
}

const sound = async () =>
  expect(await checkIntegrity(shop.database.client, new Date().toISOString())).toEqual([]);

describe('rule 30: superseding on the engine', () => {
  test('the older order’s session is closed at the provider, its workflow ends as cancelled, the newer one’s runs', async () => {
    const old = await anOrder(quietly());
    const sessionId = await shop.openSession(old);
    const { order } = await supersede(old, 3);
    expect(await shop.outcome(old)).toEqual({ orderId: old.id, status: 'cancelled', reason: 'superseded' });
    expect(await shop.provider.askSession({ sessionId, orderId: old.id })).toEqual({ state: 'closed' });
    await until(async () => (await shop.order(order.id)).row.startedAt !== null);
    expect(await shop.order(order.id)).toMatchObject({ status: 'awaiting_payment', hold: 'held' });
    expect(await shop.balance(skuOf(old))).toEqual({ onHand: 10, held: 3 });
    await shop.skip(await shop.order(order.id), DAY + 6 * MINUTE);
    expect(await shop.balance(skuOf(old))).toEqual({ onHand: 10, held: 0 });
    await sound();
  });

  test('an older order whose workflow was never started is superseded too', async () => {
    const old = await placed(quietly());
    await supersede(old);
    expect(await shop.outcome(old)).toMatchObject({ status: 'cancelled' });
  });

  test('a payment found processing at the provider: payment_in_progress, and the payment goes on', async () => {
    const old = await anOrder(quietly());
    await shop.payAtSandbox(await shop.openSession(old), { outcome: 'processing' });
    expect(await resultOf(supersede(old))).toBe('payment_in_progress');
    expect(await shop.order(old.id)).toMatchObject({
      status: 'payment_processing',
      hold: 'held',
      supersedingSince: null,
    });
  });

  test('a payment found succeeded at the provider: it is paid, and nothing is placed', async () => {
    const old = await anOrder(quietly());
    await shop.payAtSandbox(await shop.openSession(old), { outcome: 'succeeded' });
    expect(await resultOf(supersede(old))).toBe('order_not_open');
    expect(await shop.order(old.id)).toMatchObject({ status: 'paid', hold: 'committed' });
    expect(await shop.database.client.order.count({ where: { customerId: old.customerId } })).toBe(1);
  });

  test('a provider that can’t be reached: nothing is placed, and the older order can be paid again', async () => {
    const old = await anOrder(quietly());
    await shop.openSession(old);
    shop.outOfReach.add(old.id);
    expect(await resultOf(supersede(old))).toBe('provider_unreachable');
    expect(await shop.order(old.id)).toMatchObject({ status: 'awaiting_payment', supersedingSince: null });
  });

  test('nobody comes back: after a minute it can be paid again by itself, with one timer at a time, and closes at its time', async () => {
    const old = await anOrder(quietly());
    const request = { kind: 'begin_supersede', requestId: randomUUID(), token: 'lost' } as const;
    expect(await gateway.request(old, request)).toEqual({ accepted: true });
    expect(await shop.details(old.workflowId)).toContain('unless another order has replaced it');
    await shop.skip(old, 59 * SECOND);
    expect((await shop.order(old.id)).supersedingSince).not.toBeNull();
    await shop.skip(old, 2 * SECOND);
    expect((await shop.order(old.id)).supersedingSince).toBeNull();
    expect(await shop.story(old.id)).toContain('supersede_ended:nothing_came_of_it');
    await shop.skip(old, 25 * HOUR);
    expect(await shop.outcome(old)).toMatchObject({ status: 'expired' });
  });

  test('asked to stand aside at the end of its time it is not closed meanwhile, and is afterwards', async () => {
    const old = await anOrder(quietly());
    await shop.skip(old, DAY + 5 * MINUTE - 20 * SECOND);
    const request = { kind: 'begin_supersede', requestId: randomUUID(), token: 'lost' } as const;
    expect(await gateway.request(old, request)).toEqual({ accepted: true });
    await shop.skip(old, 40 * SECOND);
    expect(await shop.order(old.id)).toMatchObject({ status: 'awaiting_payment', hold: 'held' });
    await shop.skip(old, 30 * SECOND);
    expect(await shop.outcome(old)).toMatchObject({ status: 'expired' });
  });

  test('money for the older order pays the newer one', async () => {
    const old = await anOrder(quietly());
    const { order } = await supersede(old);
    await shop.event(old, { type: 'payment.succeeded' });
    await becomes(await shop.order(order.id), 'paid');
    expect(await shop.balance(skuOf(old))).toEqual({ onHand: 8, held: 0 });
    await sound();
  });
});

describe('rule 15: money follows to the last of several orders that replaced each other', () => {
  async function chain(): Promise<readonly [StoredOrder, StoredOrder]> {
    const first = await anOrder(quietly());
    const second = (await supersede(first)).order;
    await shop.outcome(first);
    await until(async () => (await shop.order(second.id)).row.startedAt !== null);
    const third = (await supersede(await shop.order(second.id))).order;
    await until(async () => (await shop.order(third.id)).row.startedAt !== null);
    return [first, await shop.order(third.id)];
  }

  test('and pays it', async () => {
    const [first, last] = await chain();
    await shop.event(first, { type: 'payment.succeeded', amount: last.total });
    await becomes(last, 'paid');
    await sound();
  });

  test('and goes back from it where that one is over too', async () => {
    const [first, last] = await chain();
    await gateway.request(last, {
      kind: 'cancel',
      reason: 'changed_mind',
      by: 'buyer',
      requestId: randomUUID(),
    });
    await shop.outcome(last);
    await shop.event(first, { type: 'payment.succeeded', amount: last.total });
    await until(async () => (await shop.database.client.refund.count({ where: { orderId: last.id } })) === 1);
    await sound();
  });
});

describe('rule 31: merging on the engine', () => {
  const two = async () => {
    const customer = { id: `buyer-${randomUUID()}` };
    return [await anOrder(quietly({ customer })), await anOrder(quietly({ customer }))] as const;
  };
  const mergeAll = (...orders: readonly StoredOrder[]) =>
    merge(needs(), nobody, { orderIds: orders.map(({ id }) => id), requestId: randomUUID() });

  test('the parts’ workflows end as merged, sessions closed; the new one’s runs, and expires with all holds', async () => {
    const [a, b] = await two();
    const sessions = [await shop.openSession(a), await shop.openSession(b)];
    const order = await mergeAll(a, b);
    for (const part of [a, b])
      expect(await shop.outcome(part)).toEqual({ orderId: part.id, status: 'merged', reason: 'merged' });
    for (const sessionId of sessions)
      expect(await shop.provider.askSession({ sessionId, orderId: a.id })).toEqual({ state: 'closed' });
    await until(async () => (await shop.order(order.id)).row.startedAt !== null);
    for (const part of [a, b]) expect(await shop.balance(skuOf(part))).toEqual({ onHand: 10, held: 2 });
    await shop.skip(order, DAY + 6 * MINUTE);
    expect(await shop.outcome(order)).toMatchObject({ status: 'expired' });
    for (const part of [a, b]) expect(await shop.balance(skuOf(part))).toEqual({ onHand: 10, held: 0 });
    await sound();
  });

  test('one that is being paid: payment_in_progress, the other goes on at once', async () => {
    const [a, b] = await two();
    await shop.payAtSandbox(await shop.openSession(b), { outcome: 'processing' });
    await expect(mergeAll(a, b)).rejects.toMatchObject({ code: 'payment_in_progress' });
    for (const { id } of [a, b]) expect((await shop.order(id)).supersedingSince).toBeNull();
  });

  test('a payment that arrives for a part in the same moment pays it or the new order, and nothing else', async () => {
    for (let round = 0; round < 3; round += 1) {
      const [a, b] = await two();
      const [merged] = await Promise.allSettled([
        mergeAll(a, b),
        shop.event(a, { type: 'payment.succeeded' }),
      ]);
      if (merged.status === 'fulfilled')
        await until(async () => (await shop.order(merged.value.id)).amountPaid === 10_000);
      else await becomes(a, 'paid');
    }
    await sound();
  });

  test('money that was paid through a part’s session is refunded at the provider from the merged order', async () => {
    const [a, b] = await two();
    const sessionId = await shop.openSession(a);
    await shop.payAtSandbox(sessionId, { outcome: 'succeeded', amount: 4_000 });
    await shop.event(a, { type: 'payment.succeeded', sessionId, amount: 4_000 });
    await until(async () => (await shop.order(a.id)).amountPaid === 4_000);
    const order = await mergeAll(a, b);
    await until(async () => (await shop.order(order.id)).row.startedAt !== null);
    await shop.skip(order, DAY + 6 * MINUTE);
    await until(async () => (await shop.order(order.id)).amountRefunded === 4_000);
    await sound();
  });
});
