import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { placingDesk } from '../../../api/placing/placing.ts';
import type { Order } from '../../../domain/order/order.ts';
import { openDatabase } from '../../../prisma/database.ts';
import type { Database } from '../../../prisma/database.ts';
import { orders } from '../../../prisma/orders.ts';
import { StatementRefused } from '../../../prisma/statement-refused.ts';
import {
  aDatabase,
  aKey,
  entryOf,
  newSku as newSkuIn,
  place,
  unique,
  wants,
} from '../../support/placed-orders.ts';
import { PLACED_AT, aLine, aPlacingRequest } from '../../support/placings.ts';

let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => ({ database, drop } = await aDatabase(6)));
afterAll(() => drop());

function aDesk(parts: { readonly database?: Database } = {}) {
  const placed: Order[] = [];
  const desk = placingDesk({
    database,
    now: () => PLACED_AT,
    onPlaced: (order) => placed.push(order),
    ...parts,
  });
  return { desk, placed };
}

const newSku = (onHand: number) => newSkuIn(database, onHand);
const wanting = (sku: string, changes: object = {}) =>
  aPlacingRequest({ customer: { id: unique('buyer') }, lines: [aLine(sku)], ...changes });

describe('the desk', () => {
  test('answers the order as api.md has it, and tells of it', async () => {
    const { desk, placed } = aDesk();
    const request = wanting(await newSku(5), {
      orderId: unique('order'),
      shipping: { fee: { amount: 10, currency: 'CNY' } },
    });
    const { order, replayed } = await desk.place(request);
    expect(replayed).toBe(false);
    expect(order).toMatchObject({
      id: request.orderId,
      workflowId: `order-${request.orderId}`,
      status: 'awaiting_payment',
      total: { amount: 2000, currency: 'CNY' },
      lines: [{ quantity: 1, unitPrice: { amount: 1990, currency: 'CNY' } }],
      deadline: '2026-11-23T02:00:00.000Z',
      payment: { state: 'none' },
      offers: [],
    });
    expect(placed.map(({ id }) => id)).toEqual([request.orderId]);
  });

  test('points out a possible duplicate', async () => {
    const { desk } = aDesk();
    const request = wanting(await newSku(5));
    const first = await desk.place(request);
    expect((await desk.place(request)).order.possibleDuplicateOf).toBe(first.order.id);
  });

  test('throws why an order is refused, whether a lock was needed to see it or not', async () => {
    const { desk, placed } = aDesk();
    const sku = await newSku(0);
    await expect(desk.place(wanting(sku))).rejects.toMatchObject({
      code: 'out_of_stock',
      facts: { shortages: [{ sku }] },
    });
    await expect(desk.place(wanting('nowhere'))).rejects.toMatchObject({ code: 'unknown_sku' });
    await expect(desk.place(wanting(sku, { shop: 'nowhere' }))).rejects.toMatchObject({
      code: 'invalid_request',
      extras: { errors: [{ field: 'shop' }] },
    });
    expect(placed).toEqual([]);
  });

  test('answers a key’s first result again', async () => {
    const { desk, placed } = aDesk();
    const sku = await newSku(5);
    const key = unique('key');
    const first = await desk.place(wanting(sku), aKey({ key }));
    expect(await desk.place(wanting(sku), aKey({ key }))).toEqual({ order: first.order, replayed: true });
    await expect(desk.place(wanting(sku), aKey({ key, requestHash: 'other' }))).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
    expect(placed).toHaveLength(1);
    const refused = unique('key');
    await expect(desk.place(wanting('nowhere'), aKey({ key: refused }))).rejects.toMatchObject({
      code: 'unknown_sku',
    });
    await expect(desk.place(wanting(sku), aKey({ key: refused }))).rejects.toMatchObject({
      code: 'unknown_sku',
    });
  });

  test('answers the same to two requests with one key in one batch', async () => {
    const { desk } = aDesk();
    const sku = await newSku(5);
    const key = unique('key');
    const [one, two] = await Promise.all([
      desk.place(wanting(sku), aKey({ key })),
      desk.place(wanting(sku), aKey({ key })),
    ]);
    expect(two.order).toEqual(one.order);
  });

  test('places the others of a batch in which one is poison', async () => {
    const { desk } = aDesk();
    const sku = await newSku(50);
    const poison = desk.place(wanting(sku, { metadata: { text: 'a\0b' } }));
    const others = Array.from({ length: 10 }, () => desk.place(wanting(sku)));
    await expect(poison).rejects.toBeInstanceOf(StatementRefused);
    expect((await Promise.all(others)).map(({ order }) => order.status)).toEqual(
      Array.from({ length: 10 }, () => 'awaiting_payment'),
    );
    const { held } = await database.client.stock.findUniqueOrThrow({ where: { sku } });
    expect(held).toBe(10n);
  });

  test('rule 15: an order named like one that went on gets a workflow id of its own, alone or in a batch', async () => {
    const { desk } = aDesk();
    const sku = await newSku(50);
    const id = unique('order');
    await desk.place(wanting(sku, { orderId: id }));
    await database.client.order.update({ where: { id }, data: { workflowId: `order-${id}-1` } });
    const wishes = [`${id}-1`, `${id}-2`, unique('order')].map((orderId) =>
      desk.place(wanting(sku, { orderId })),
    );
    const placed = (await Promise.all(wishes)).map(({ order }) => order);
    expect(placed.map(({ workflowId }) => workflowId)).toEqual([
      `order-${id}-1-1`,
      `order-${id}-2`,
      `order-${placed[2]?.id}`,
    ]);
    const { workflowId } = await database.client.order.findUniqueOrThrow({ where: { id: `${id}-1` } });
    expect(workflowId).toBe(`order-${id}-1-1`);
  });

  test('rule 15: an order that goes on skips the names other orders have', async () => {
    const { desk } = aDesk();
    const sku = await newSku(5);
    const id = unique('order');
    const workflowId = `order-${id}`;
    for (const orderId of [id, `${id}-1`, `${id}-2`]) await desk.place(wanting(sku, { orderId }));
    expect(await orders(database.client).nextWorkflowId({ id, workflowId })).toBe(`order-${id}-3`);
  });

  test('rule 2: a broken constraint is one order’s trouble, not its batch’s', async () => {
    const sku = await newSku(5);
    const id = unique('order');
    const first = await database.client.order.findFirstOrThrow();
    const [poison, fine] = [wants(sku, 1, { orderId: id }), wants(sku, 1, { orderId: unique('order') })];
    const twin = { ...poison, order: { ...poison.order, workflowId: first.workflowId } };
    await expect(place(database, [entryOf(twin), entryOf(fine)])).rejects.toMatchObject({
      name: 'StatementRefused',
      workflowIdTaken: true,
    });
  });

  test('decides again when the buyer’s standing has changed under the decision', async () => {
    const { desk } = aDesk();
    const id = unique('buyer');
    const sku = await newSku(5);
    await database.client.customer.create({ data: { id } });
    const locked = Promise.withResolvers<void>();
    const decided = Promise.withResolvers<void>();
    const demoting = database.transaction(async (client) => {
      await client.$queryRaw`select lock_buyers(${[id]})::text`;
      await client.customer.update({ where: { id }, data: { standing: 'watch' } });
      locked.resolve();
      await decided.promise;
    });
    await locked.promise;
    const placing = desk.place(wanting(sku, { customer: { id } }));
    await untilItWaits(database);
    decided.resolve();
    await demoting;
    expect((await placing).order.deadline).toBe('2026-11-22T14:00:00.000Z'); // half of 24 h
  });

  test('says that the database is away', async () => {
    const nowhere = openDatabase({ url: 'postgresql://nobody@127.0.0.1:9/none' });
    const { desk } = aDesk({ database: nowhere });
    await expect(desk.place(wanting('any'))).rejects.toThrow();
    await nowhere.close();
  });

  test('sells exactly what is there to 300 who come at once', async () => {
    const { desk, placed } = aDesk();
    const sku = await newSku(100);
    const all = await Promise.allSettled(Array.from({ length: 300 }, () => desk.place(wanting(sku))));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(100);
    expect(placed).toHaveLength(100);
    expect(desk.waiting()).toBe(0);
    await desk.idle();
  });
});

/** Until somebody waits for an advisory lock in this database. */
async function untilItWaits({ client }: Database): Promise<void> {
  for (;;) {
    const rows = await client.$queryRaw<unknown[]>`
      select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    if (rows.length > 0) return;
  }
}
