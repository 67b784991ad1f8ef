import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../prisma/database.ts';
import {
  aDatabase,
  aKey,
  balanceOf,
  entryOf,
  nameOf,
  newSku as newSkuIn,
  place,
  unique,
  wants,
} from '../support/placed-orders.ts';

let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => ({ database, drop } = await aDatabase(8)));
afterAll(() => drop());

const newSku = (onHand: number, columns: object = {}) => newSkuIn(database, onHand, columns);

describe('an idempotency key', () => {
  test('answers the first result again, and only for the same request', async () => {
    const sku = await newSku(5);
    const [key, requestHash] = [unique('key'), 'body 1'];
    const placing = wants(sku);
    expect(await place(database, [entryOf(placing, { key, requestHash })])).toEqual([{ outcome: 'placed' }]);
    expect(await place(database, [entryOf(wants(sku), { key, requestHash })])).toEqual([
      { outcome: 'replayed', answer: { outcome: 'placed', answer: { id: placing.order.id } } },
    ]);
    expect(await place(database, [entryOf(wants(sku), { key, requestHash: 'body 2' })])).toEqual([
      { outcome: 'key_reused' },
    ]);
    expect(await place(database, [entryOf(wants(sku), { key, requestHash, apiKeyId: 'other' })])).toEqual([
      { outcome: 'placed' },
    ]);
    expect(await balanceOf(database, sku)).toMatchObject({ held: 2 });
  });

  test('answers a refusal again, also one that was decided before', async () => {
    const sku = await newSku(0);
    const key = unique('key');
    const refused = { code: 'unknown_sku', facts: { sku: 'X' } } as const;
    const [soldOut] = await place(database, [entryOf(wants(sku), { key })]);
    await database.client.stock.update({ where: { sku }, data: { onHand: 5 } });
    expect(await place(database, [entryOf(wants(sku), { key })])).toEqual([
      { outcome: 'replayed', answer: soldOut },
    ]);
    const other = unique('key');
    expect(await place(database, [{ refused, key: aKey({ key: other }) }])).toEqual([
      { outcome: 'refused', ...refused },
    ]);
    expect(await place(database, [entryOf(wants(sku), { key: other })])).toEqual([
      { outcome: 'replayed', answer: { outcome: 'refused', ...refused } },
    ]);
  });

  test('keeps the possible duplicate in its answer', async () => {
    const sku = await newSku(5);
    const [customer, key] = [{ id: unique('buyer') }, unique('key')];
    const first = wants(sku, 1, { customer });
    await place(database, [entryOf(first), entryOf(wants(sku, 1, { customer }), { key })]);
    expect(await place(database, [entryOf(wants(sku, 1, { customer }), { key })])).toMatchObject([
      { answer: { answer: { possibleDuplicateOf: first.order.id } } },
    ]);
  });

  test('places one order when the same request comes many times at once', async () => {
    const sku = await newSku(50);
    const key = unique('key');
    const customer = { id: unique('buyer') };
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => place(database, [entryOf(wants(sku, 1, { customer }), { key })])),
    );
    expect(outcomes.flat().map(nameOf).sort()).toEqual([
      'placed',
      ...Array.from({ length: 9 }, () => 'replayed'),
    ]);
    expect(await balanceOf(database, sku)).toMatchObject({ held: 1 });
  });

  test('twice in one batch is in progress for the second', async () => {
    const sku = await newSku(5);
    const key = unique('key');
    const outcomes = await place(database, [entryOf(wants(sku), { key }), entryOf(wants(sku), { key })]);
    expect(outcomes.map(nameOf)).toEqual(['placed', 'in_progress']);
  });

  test('in opposite order in two batches is no deadlock', async () => {
    const sku = await newSku(50);
    const [one, two] = [unique('key'), unique('key')];
    const batch = (keys: string[]) =>
      place(
        database,
        keys.map((key) => entryOf(wants(sku), { key })),
      );
    const outcomes = await Promise.all([
      batch([one, two]),
      batch([two, one]),
      batch([one, two]),
      batch([two, one]),
    ]);
    expect(
      outcomes
        .flat()
        .map(nameOf)
        .filter((name) => name === 'placed'),
    ).toHaveLength(2);
  });

  test('is given back when the decision was stale, and after a batch that failed', async () => {
    const sku = await newSku(5);
    const [id, key] = [unique('buyer'), unique('key')];
    await database.client.customer.create({ data: { id, standing: 'watch' } });
    expect(
      (await place(database, [entryOf(wants(sku, 1, { customer: { id } }), { key })])).map(nameOf),
    ).toEqual(['stale']);
    const poison = wants(sku, 1, { metadata: { text: 'a\0b' } });
    await expect(place(database, [entryOf(wants(sku), { key }), entryOf(poison)])).rejects.toThrow();
    expect((await place(database, [entryOf(wants(sku), { key })])).map(nameOf)).toEqual(['placed']);
  });

  test('means nothing any more after seven days', async () => {
    const sku = await newSku(5);
    const key = unique('key');
    await place(database, [entryOf(wants(sku), { key })]);
    const nextWeek = '2026-11-29T02:00:00.001Z';
    expect((await place(database, [entryOf(wants(sku), { key })], nextWeek)).map(nameOf)).toEqual(['placed']);
  });
});
