import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../prisma/database.ts';
import {
  aDatabase,
  balanceOf,
  entryOf,
  nameOf,
  newSku as newSkuIn,
  place,
  termsOf,
  unique,
  wants,
} from '../support/placed-orders.ts';
import { PLACED_AT, aLine, aPlacing, aPlacingRequest, placingTerms, someStock } from '../support/placings.ts';

let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => ({ database, drop } = await aDatabase(8)));
afterAll(() => drop());

const newSku = (onHand: number, columns: object = {}) => newSkuIn(database, onHand, columns);

describe('a placed order', () => {
  test('is a row, its journal and its ledger, with the stock held', async () => {
    const sku = await newSku(5);
    const placing = wants(sku, 2, {
      customer: { id: unique('buyer'), name: 'Ada', email: 'ada@example.com', consents: { sms: true } },
      shipping: { fee: { amount: 800, currency: 'CNY' }, contact: { name: 'Ada' } },
      source: { campaign: 'autumn' },
      metadata: { gift: true },
    });
    expect(await place(database, [entryOf(placing)])).toEqual([{ outcome: 'placed' }]);
    const { order } = placing;
    expect(await database.client.order.findUnique({ where: { id: order.id } })).toMatchObject({
      status: 'awaiting_payment',
      revision: 1,
      version: 1,
      hold: 'held',
      total: 4780n,
      amountDue: 4780n,
      workflowId: `order-${order.id}`,
      placedAt: new Date(PLACED_AT),
      deadline: new Date('2026-11-23T02:00:00Z'),
      contact: { name: 'Ada' },
      source: { campaign: 'autumn' },
      metadata: { gift: true },
      startedAt: null,
    });
    expect(await database.client.customer.findUnique({ where: { id: order.customerId } })).toMatchObject({
      name: 'Ada',
      email: 'ada@example.com',
      consentSms: true,
      consentEmail: true,
      consentPush: false,
    });
    const journal = await database.client.journalEntry.findMany({
      where: { orderId: order.id },
      orderBy: { id: 'asc' },
    });
    expect(journal.map(({ kind }) => kind)).toEqual(['placed', 'stock_held']);
    expect(await balanceOf(database, sku)).toEqual({ onHand: 5, held: 2, ledger: { onHand: 5, held: 2 } });
  });

  test('with nothing due has its stock committed at once', async () => {
    const sku = await newSku(5);
    await place(database, [entryOf(wants(sku, 2, { lines: [aLine(sku, 2, 0)] }))]);
    expect(await balanceOf(database, sku)).toEqual({ onHand: 3, held: 0, ledger: { onHand: 3, held: 0 } });
  });

  test('that pays before it gets stock holds none and is placed with none there', async () => {
    const sku = await newSku(0);
    const terms = placingTerms({ stock: { [sku]: someStock({ deductOn: 'payment' }) } });
    expect(await place(database, [entryOf(wants(sku, 2, {}, terms))])).toEqual([{ outcome: 'placed' }]);
    expect(await balanceOf(database, sku)).toEqual({ onHand: 0, held: 0, ledger: { onHand: 0, held: 0 } });
  });

  test('of a known buyer leaves what is stored of him as it is', async () => {
    const sku = await newSku(5);
    const id = unique('buyer');
    await database.client.customer.create({ data: { id, email: 'old@example.com', consentEmail: false } });
    await place(database, [
      entryOf(wants(sku, 1, { customer: { id, email: 'new@example.com', consents: { email: true } } })),
    ]);
    expect(await database.client.customer.findUnique({ where: { id } })).toMatchObject({
      email: 'old@example.com',
      consentEmail: false,
    });
  });
});

describe('stock', () => {
  test('that is not there for all lines is held for none', async () => {
    const [much, little] = [await newSku(5), await newSku(1, { safetyStock: 1 })];
    const terms = termsOf(much, little);
    const placing = wants(much, 2, { lines: [aLine(much, 2), aLine(little, 1)] }, terms);
    expect(await place(database, [entryOf(placing)])).toEqual([
      {
        outcome: 'refused',
        code: 'out_of_stock',
        facts: { shortages: [{ sku: little, requested: 1, available: 0 }] },
      },
    ]);
    expect(await balanceOf(database, much)).toMatchObject({ held: 0 });
    expect(await database.client.order.findUnique({ where: { id: placing.order.id } })).toMatchObject({
      status: 'rejected',
      hold: 'none',
      closedReason: 'out_of_stock',
      deadline: null,
      startedAt: new Date(PLACED_AT),
    });
    const journal = await database.client.journalEntry.findMany({ where: { orderId: placing.order.id } });
    expect(journal).toMatchObject([
      { kind: 'rejected', reason: 'out_of_stock', facts: { shortages: [{ sku: little }] } },
    ]);
  });

  test('known failure 18: is asked for what all lines of a SKU want together', async () => {
    const sku = await newSku(5);
    const lines = [aLine(sku, 3), aLine(sku, 3)];
    expect(await place(database, [entryOf(wants(sku, 6, { lines }))])).toMatchObject([
      { code: 'out_of_stock', facts: { shortages: [{ sku, requested: 6, available: 5 }] } },
    ]);
  });

  test('goes to the earlier orders of a batch, and on past those that do not fit', async () => {
    const sku = await newSku(5);
    const outcomes = await place(
      database,
      [3, 3, 2, 1].map((quantity) => entryOf(wants(sku, quantity))),
    );
    expect(outcomes.map(nameOf)).toEqual(['placed', 'out_of_stock', 'placed', 'out_of_stock']);
    expect(await balanceOf(database, sku)).toEqual({ onHand: 5, held: 5, ledger: { onHand: 5, held: 5 } });
  });

  test('known failure 20: of 100 pieces sells exactly 100 to 500 buyers who come at once, in batches and alone', async () => {
    const sku = await newSku(100);
    const buyers = Array.from({ length: 500 }, () => entryOf(wants(sku)));
    const batches = Array.from({ length: 25 }, (_, index) => buyers.slice(index * 16, index * 16 + 16));
    const alone = buyers.slice(400).map((entry) => [entry]);
    const outcomes = (
      await Promise.all([...batches, ...alone].map((batch) => place(database, batch)))
    ).flat();
    expect(outcomes.filter(({ outcome }) => outcome === 'placed')).toHaveLength(100);
    expect(outcomes.map(nameOf).filter((name) => name === 'out_of_stock')).toHaveLength(400);
    expect(await balanceOf(database, sku)).toEqual({
      onHand: 100,
      held: 100,
      ledger: { onHand: 100, held: 100 },
    });
  });

  test('known failure 20: of two SKUs is held by orders that name them in opposite order without a deadlock', async () => {
    const [one, two] = [await newSku(200), await newSku(200)];
    const terms = termsOf(one, two);
    const orders = Array.from({ length: 100 }, (_, index) => {
      const lines = index % 2 === 0 ? [aLine(one), aLine(two)] : [aLine(two), aLine(one)];
      return wants(one, 1, { lines }, terms);
    });
    const outcomes = await Promise.all(orders.map((placing) => place(database, [entryOf(placing)])));
    expect(outcomes.flat().every(({ outcome }) => outcome === 'placed')).toBe(true);
    expect(await balanceOf(database, two)).toMatchObject({ held: 100 });
  });
});

describe('a buyer', () => {
  test('has at most five open unpaid orders, those of the same batch counted', async () => {
    const sku = await newSku(50);
    const customer = { id: unique('buyer') };
    await place(
      database,
      [1, 2, 3].map(() => entryOf(wants(sku, 1, { customer }))),
    );
    const batch = [1, 2, 3].map((quantity) => entryOf(wants(sku, quantity, { customer })));
    const cod = entryOf(wants(sku, 1, { customer, paymentMethod: 'cash_on_delivery' }));
    const outcomes = await place(database, [...batch, cod]);
    expect(outcomes.map(nameOf)).toEqual(['placed', 'placed', 'too_many_open_orders', 'placed']);
    expect(outcomes[2]).toMatchObject({ facts: { open: 5, limit: 5 } });
  });

  test('known failure 21: has at most five when ten orders come at once', async () => {
    const sku = await newSku(50);
    const customer = { id: unique('buyer') };
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => place(database, [entryOf(wants(sku, 1, { customer }))])),
    );
    expect(outcomes.flat().filter(({ outcome }) => outcome === 'placed')).toHaveLength(5);
  });

  test('who is blocked gets a rejected order', async () => {
    const sku = await newSku(5);
    const id = unique('buyer');
    await database.client.customer.create({ data: { id, standing: 'blocked' } });
    const placing = wants(sku, 1, { customer: { id } });
    expect(await place(database, [entryOf(placing)])).toEqual([
      { outcome: 'refused', code: 'buyer_blocked', facts: {} },
    ]);
    const row = await database.client.order.findUnique({ where: { id: placing.order.id } });
    expect(row).toMatchObject({ status: 'rejected', closedReason: 'buyer_blocked' });
  });

  test('whose standing has changed since it was looked at is decided on again', async () => {
    const sku = await newSku(5);
    const id = unique('buyer');
    await database.client.customer.create({ data: { id, standing: 'watch' } });
    expect(await place(database, [entryOf(wants(sku, 1, { customer: { id } }))])).toEqual([
      { outcome: 'stale' },
    ]);
    expect(await balanceOf(database, sku)).toMatchObject({ held: 0 });
  });

  test('is pointed to the same lines he ordered in the last half hour, also in the same batch', async () => {
    const sku = await newSku(50);
    const customer = { id: unique('buyer') };
    const first = wants(sku, 1, { customer, paymentMethod: 'cash_on_delivery' });
    await place(database, [entryOf(first)]);
    const [same, other, again] = [
      wants(sku, 1, { customer }),
      wants(sku, 2, { customer }),
      wants(sku, 2, { customer }),
    ];
    const somebodyElse = wants(sku);
    expect(
      await place(
        database,
        [same, other, again, somebodyElse].map((placing) => entryOf(placing)),
      ),
    ).toEqual([
      { outcome: 'placed', possibleDuplicateOf: first.order.id },
      { outcome: 'placed' },
      { outcome: 'placed', possibleDuplicateOf: other.order.id },
      { outcome: 'placed' },
    ]);
    const row = await database.client.order.findUnique({ where: { id: again.order.id } });
    expect(row?.possibleDuplicateOf).toBe(other.order.id);
    const later = '2026-11-22T02:30:00.001Z';
    const request = aPlacingRequest({ customer, lines: [aLine(sku)], orderId: unique('order') });
    expect(await place(database, [entryOf(aPlacing(request, termsOf(sku), later))], later)).toEqual([
      { outcome: 'placed' },
    ]);
  });
});

describe('known failure 21: of a flash SKU one buyer has at most a fifth', () => {
  const flash = (sku: string, quantity: number, customer: { id: string }) =>
    wants(sku, quantity, { customer }, placingTerms({ stock: { [sku]: someStock({ kind: 'flash' }) } }));

  test('counting what he holds already, in the batch and before', async () => {
    const sku = await newSku(22, { safetyStock: 2, kind: 'flash' }); // a fifth of 20
    const [one, two] = [{ id: unique('buyer') }, { id: unique('buyer') }];
    expect((await place(database, [entryOf(flash(sku, 2, one))])).map(nameOf)).toEqual(['placed']);
    const outcomes = await place(
      database,
      [
        [3, one],
        [2, one],
        [1, one],
        [4, two],
        [5, two],
      ].map(([quantity, buyer]) =>
        entryOf(flash(sku, Number(quantity), typeof buyer === 'object' ? buyer : one)),
      ),
    );
    expect(outcomes.map(nameOf)).toEqual([
      'flash_share_exceeded',
      'placed',
      'flash_share_exceeded',
      'placed',
      'flash_share_exceeded',
    ]);
    expect(outcomes[0]).toMatchObject({ facts: { sku, requested: 3, has: 2, limit: 4 } });
  });

  test('counting what he bought since there was last more of it', async () => {
    const sku = await newSku(10, { kind: 'flash' });
    const customer = { id: unique('buyer') };
    const terms = placingTerms({ stock: { [sku]: someStock({ kind: 'flash' }) } });
    const free = wants(sku, 2, { customer, lines: [aLine(sku, 2, 0)] }, terms);
    await place(database, [entryOf(free)]);
    expect((await place(database, [entryOf(flash(sku, 1, customer))])).map(nameOf)).toEqual([
      'flash_share_exceeded',
    ]);
    await database.client.stockMovement.create({
      data: { sku, kind: 'adjust', quantity: 2, step: 'set', at: '2026-11-22T03:00:00Z' },
    });
    await database.client.stock.update({ where: { sku }, data: { onHand: 10, committedSinceRestock: 0 } });
    expect((await place(database, [entryOf(flash(sku, 2, customer))])).map(nameOf)).toEqual(['placed']);
  });

  test('and always one piece', async () => {
    const sku = await newSku(2, { kind: 'flash' });
    const customer = { id: unique('buyer') };
    const outcomes = await place(database, [
      entryOf(flash(sku, 1, customer)),
      entryOf(flash(sku, 1, customer)),
    ]);
    expect(outcomes.map(nameOf)).toEqual(['placed', 'flash_share_exceeded']);
  });
});

describe('an order’s id', () => {
  test('is taken once, also within a batch and by another buyer', async () => {
    const sku = await newSku(5);
    const orderId = unique('order');
    const entries = [1, 2].map((quantity) => entryOf(wants(sku, quantity, { orderId })));
    expect((await place(database, entries)).map(nameOf)).toEqual(['placed', 'order_exists']);
    expect(await place(database, [entryOf(wants(sku, 1, { orderId }))])).toEqual([
      { outcome: 'refused', code: 'order_exists', facts: { orderId } },
    ]);
  });

  test('is taken once when many ask for it at once', async () => {
    const sku = await newSku(50);
    const orderId = unique('order');
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => place(database, [entryOf(wants(sku, 1, { orderId }))])),
    );
    expect(outcomes.flat().map(nameOf).sort()).toEqual([
      ...Array.from({ length: 9 }, () => 'order_exists'),
      'placed',
    ]);
  });

  test('is free again when its order was rejected', async () => {
    const sku = await newSku(1);
    const orderId = unique('order');
    const [tooMany, stillTooMany] = [2, 3].map((quantity) => entryOf(wants(sku, quantity, { orderId })));
    if (!tooMany || !stillTooMany) throw new Error('no entries');
    expect((await place(database, [tooMany, stillTooMany])).map(nameOf)).toEqual([
      'out_of_stock',
      'out_of_stock',
    ]);
    const outcomes = await place(database, [stillTooMany, entryOf(wants(sku, 1, { orderId }))]);
    expect(outcomes.map(nameOf)).toEqual(['out_of_stock', 'placed']);
    const row = await database.client.order.findUnique({ where: { id: orderId } });
    expect(row).toMatchObject({ status: 'awaiting_payment', closedReason: null });
  });
});

test('a batch that fails places nothing of it', async () => {
  const sku = await newSku(5);
  const [good, poison] = [wants(sku), wants(sku, 1, { metadata: { text: 'a\0b' } })];
  await expect(place(database, [entryOf(good), entryOf(poison)])).rejects.toThrow();
  expect(await database.client.order.findUnique({ where: { id: good.order.id } })).toBeNull();
  expect(await balanceOf(database, sku)).toMatchObject({ held: 0 });
});

test('an empty batch is no trouble', async () => {
  expect(await place(database, [])).toEqual([]);
});
