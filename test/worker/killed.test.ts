import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EngineUnavailable, orderGateway } from '../../api/engine/order-gateway.ts';
import { DAY, MINUTE, SECOND, later } from '../../domain/duration.ts';
import type { Answer, OrderRequest } from '../../domain/order/requests.ts';
import { checkIntegrity } from '../../prisma/integrity.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { relayOnce } from '../../worker/relay.ts';
import { hashCustomer, openMortalShop } from '../support/mortal-shop.ts';
import type { MortalShop } from '../support/mortal-shop.ts';
import { until } from '../support/running-shop.ts';

let shop: MortalShop;
let gateway: ReturnType<typeof orderGateway>;
let quiet: string;

beforeAll(async () => {
  shop = await openMortalShop();
  gateway = orderGateway({ ...shop.engine, database: shop.database, hashCustomer });
  quiet = await shop.shopWith({ reminders: { enabled: false } });
  await shop.stock('mug', 1_000, { price: 5_000 });
});

afterAll(async () => {
  await gateway.close();
  await shop.close();
});

async function anotherWorker(): Promise<void> {
  await shop.killWorker();
  await shop.startWorker();
}

const place = (at = new Date().toISOString(), more = {}) =>
  shop.place(
    {
      shop: quiet,
      ...more,
      lines: [{ sku: 'mug', quantity: 2, unitPrice: { amount: 5_000, currency: 'CNY' } }],
    },
    at,
  );

async function pay({ id: orderId }: StoredOrder): Promise<void> {
  const event = { provider: 'sandbox', eventId: `evt-${randomUUID()}` };
  const at = new Date();
  const facts = { type: 'payment.succeeded', orderId, amount: 10_000, currency: 'CNY', matched: true };
  await shop.database.client.paymentEvent.create({
    data: { ...event, ...facts, occurredAt: at, receivedAt: at },
  });
  await shop.companions.tellOfPayment(orderId, event).catch(() => {}); // the relay's
}

/** As whoever is answered 503 does: the same request again, until it is answered. */
async function ask(order: StoredOrder, request: OrderRequest): Promise<Answer> {
  try {
    return await gateway.request(order, request);
  } catch (error) {
    if (!(error instanceof EngineUnavailable)) throw error;
    return ask(order, request);
  }
}

/** As the relay does after ten seconds. */
const relay = () =>
  relayOnce({
    database: shop.database,
    companions: shop.companions,
    log: { warn: () => {} },
    now: () => later(new Date().toISOString(), 11 * SECOND),
  });

const statusOf = async ({ id }: StoredOrder) => (await shop.order(id)).status;

async function allBecome(orders: readonly StoredOrder[], status: string): Promise<void> {
  for (const order of orders) await until(async () => (await statusOf(order)) === status);
}

async function nothingIsWrong(): Promise<void> {
  expect(await checkIntegrity(shop.database.client, new Date().toISOString())).toEqual([]);
}

/** The sum of what is held, and of what is left, is what it was. */
async function stockIsRight(
  before: { onHand: number; held: number },
  sold: number,
  held: number,
): Promise<void> {
  expect(await shop.balance('mug')).toEqual({
    onHand: before.onHand - 2 * sold,
    held: before.held + 2 * held,
  });
}

describe('known failure 32: a worker killed in the middle', () => {
  test('at any moment of orders that begin, are paid, cancelled, shipped and closed: all end right', async () => {
    const before = await shop.balance('mug');
    const group = (at?: string, more?: object) =>
      Promise.all(Array.from({ length: 5 }, () => place(at, more)));
    const releasedIn = (ms: number) => later(new Date().toISOString(), ms - DAY - 5 * MINUTE);
    const [paid, cancelled, shipped, expired] = [
      await group(),
      await group(),
      await group(undefined, { paymentMethod: 'cash_on_delivery' }),
      await group(releasedIn(2 * SECOND)),
    ];
    const all = [...paid, ...cancelled, ...shipped, ...expired];
    await Promise.all(all.map(({ id }) => shop.companions.startOrder(id)));
    const wish = { requestId: '', reason: 'changed_mind', by: 'buyer' } as const;
    const answers = [
      ...cancelled.map((order) => ask(order, { ...wish, kind: 'cancel', requestId: randomUUID() })),
      ...shipped.map((order) => ask(order, { kind: 'ship', requestId: randomUUID() })),
    ];
    const paying = paid.map(pay);
    await sleep(40);
    await anotherWorker();
    await sleep(60);
    await anotherWorker();
    await Promise.all(paying);
    expect((await Promise.all(answers)).filter(({ accepted }) => accepted)).toHaveLength(10);
    await allBecome(paid, 'paid');
    await allBecome(cancelled, 'cancelled');
    await allBecome(shipped, 'shipped');
    await allBecome(expired, 'expired');
    await stockIsRight(before, 10, 0);
    await nothingIsWrong();
  });
});

describe('known failure 31: the engine killed in the middle of a sale', () => {
  test('orders of before, meanwhile and after end right', async () => {
    const before = await shop.balance('mug');
    const early = await Promise.all(Array.from({ length: 6 }, () => place()));
    await Promise.all(early.map(({ id }) => shop.companions.startOrder(id)));
    const paying = early.map(pay);
    await sleep(30);
    await shop.killEngine();
    await Promise.all(paying);
    const meanwhile = await Promise.all(Array.from({ length: 4 }, () => place()));
    const starts = meanwhile.map(({ id }) => shop.companions.startOrder(id));
    const [unstarted] = await Promise.all([Promise.allSettled(starts), ...meanwhile.map(pay)]);
    expect(unstarted.every(({ status }) => status === 'rejected')).toBe(true);
    await shop.startEngine();
    const late = await Promise.all(Array.from({ length: 2 }, () => place()));
    await until(async () => {
      await relay();
      return (await shop.database.client.order.count({ where: { startedAt: null } })) === 0;
    });
    await Promise.all(late.map(pay));
    await allBecome([...early, ...meanwhile, ...late], 'paid');
    await stockIsRight(before, 12, 0);
    await nothingIsWrong();
  });
});
