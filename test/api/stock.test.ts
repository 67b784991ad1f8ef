import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listOf } from '../../api/cursor.ts';
import { Movement } from '../../api/schemas/stock.ts';
import { openApi } from './support/api.ts';
import type { TestApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const money = (amount: number) => ({ amount, currency: 'CNY' });
const put = (sku: string, body: object, headers: Record<string, string> = {}) =>
  api.ask('PUT', `/v1/stock/${sku}`, body, { headers });
const alertsAbout = (subject: string) =>
  api.shop.database.client.alert.findMany({ where: { subject }, orderBy: { at: 'asc' } });

describe('a SKU', () => {
  test('is created with what is said, nothing on hand where nothing is', async () => {
    expect((await put('new', { price: money(900), tags: ['cute'] })).body).toEqual({
      sku: 'new',
      onHand: 0,
      held: 0,
      safetyStock: 0,
      available: 0,
      tags: ['cute'],
      price: money(900),
    });
  });

  test('keeps the fields that are left out; null takes one away (rules.md 33)', async () => {
    await put('kept', { onHand: 10, safetyStock: 2, kind: 'flash', deductOn: 'payment', price: money(1) });
    const answer = await put('kept', { onHand: 20, kind: null });
    expect(answer.body).toEqual({
      sku: 'kept',
      onHand: 20,
      held: 0,
      safetyStock: 2,
      available: 18,
      tags: [],
      deductOn: 'payment',
      price: money(1),
    });
  });

  test('nobody has entered is 404', async () => {
    expect((await api.ask('GET', '/v1/stock/unheard-of')).body).toMatchObject({
      status: 404,
      code: 'sku_not_found',
    });
  });

  test('is available less what is held and kept back', async () => {
    await put('held', { onHand: 10, safetyStock: 3 });
    await api.place({ lines: [{ sku: 'held', quantity: 4, unitPrice: money(1) }] });
    expect((await api.ask('GET', '/v1/stock/held')).body).toMatchObject({ held: 4, available: 3 });
  });
});

describe('If-Match', () => {
  test('lets the reader of the newest version write, once', async () => {
    await put('matched', { onHand: 1 });
    const { headers } = await api.ask('GET', '/v1/stock/matched');
    const tag = String(headers['etag']);
    const first = await put('matched', { onHand: 2 }, { 'if-match': tag });
    expect(first.status).toBe(200);
    expect(first.headers['etag']).not.toBe(tag);
    const second = await put('matched', { onHand: 3 }, { 'if-match': tag });
    expect(second.body).toMatchObject({ status: 412, code: 'precondition_failed' });
    expect((await api.ask('GET', '/v1/stock/matched')).body).toMatchObject({ onHand: 2 });
  });

  test('fails when a hold came between', async () => {
    await put('raced', { onHand: 5 });
    const { headers } = await api.ask('GET', '/v1/stock/raced');
    await api.place({ lines: [{ sku: 'raced', quantity: 1, unitPrice: money(1) }] });
    expect((await put('raced', { onHand: 9 }, { 'if-match': String(headers['etag']) })).status).toBe(412);
  });

  test.each([
    ['any version there is', '*', 200],
    ['one of several tags', '"99", "1"', 412],
    ['a weak tag', 'W/"2"', 412],
    ['no tag at all', 'two', 412],
  ])('%s', async (_, tag, status) => {
    await put('tags', { onHand: 1 });
    expect((await put('tags', { onHand: 1 }, { 'if-match': tag })).status).toBe(status);
  });

  test('creates nothing', async () => {
    expect((await put('never', { onHand: 1 }, { 'if-match': '*' })).status).toBe(412);
    expect((await api.ask('GET', '/v1/stock/never')).status).toBe(404);
  });
});

describe('adjusting', () => {
  test('moves by a difference and is in the ledger with its sign', async () => {
    await put('moved', { onHand: 10 });
    expect(
      (await api.ask('POST', '/v1/stock/moved/adjust', { delta: -4, reason: 'broken' })).body,
    ).toMatchObject({ onHand: 6 });
    const ledger = (await api.ask('GET', '/v1/stock/moved/ledger')).as(listOf(Movement));
    expect(ledger.data).toEqual([
      { at: api.clock.now, kind: 'adjust', quantity: 10, reason: 'set' },
      { at: api.clock.now, kind: 'adjust', quantity: -4, reason: 'broken' },
    ]);
  });

  test('below nothing is refused', async () => {
    await put('few', { onHand: 1 });
    const answer = await api.ask('POST', '/v1/stock/few/adjust', { delta: -2, reason: 'x' });
    expect(answer.body).toMatchObject({ status: 422, code: 'stock_below_zero', onHand: 1 });
  });

  test('below what is held is accepted, shows negative available, and alerts (rules.md 33)', async () => {
    await put('promised', { onHand: 5 });
    await api.place({ lines: [{ sku: 'promised', quantity: 4, unitPrice: money(1) }] });
    const answer = await api.ask('POST', '/v1/stock/promised/adjust', { delta: -3, reason: 'flooded' });
    expect(answer.body).toMatchObject({ onHand: 2, held: 4, available: -2 });
    expect(await alertsAbout('promised')).toMatchObject([
      { kind: 'stock_below_held', facts: { onHand: 2, held: 4 } },
    ]);
  });

  test('a SKU nobody has entered is 404', async () => {
    const answer = await api.ask('POST', '/v1/stock/unheard-of/adjust', { delta: 1, reason: 'x' });
    expect(answer.status).toBe(404);
  });

  test('many at once loses none', async () => {
    await put('crowd', { onHand: 0 });
    await Promise.all(
      Array.from({ length: 20 }, () => api.ask('POST', '/v1/stock/crowd/adjust', { delta: 1, reason: 'x' })),
    );
    expect(await api.shop.balance('crowd')).toMatchObject({ onHand: 20 });
  });
});

test('the ledger is listed oldest first, page by page, with its orders', async () => {
  await put('paged', { onHand: 10 });
  const order = await api.place({ lines: [{ sku: 'paged', quantity: 2, unitPrice: money(1) }] });
  await api.ask('POST', `/v1/orders/${order.id}/cancel`, { reason: 'x', by: 'buyer' });
  const first = (await api.ask('GET', '/v1/stock/paged/ledger?limit=2')).as(listOf(Movement));
  const second = (await api.ask('GET', `/v1/stock/paged/ledger?limit=2&cursor=${first.nextCursor}`)).as(
    listOf(Movement),
  );
  expect([...first.data, ...second.data]).toMatchObject([
    { kind: 'adjust', quantity: 10 },
    { kind: 'hold', quantity: 2, orderId: order.id, revision: 1 },
    { kind: 'release', quantity: 2, orderId: order.id },
  ]);
  expect(second.nextCursor).toBeNull();
});

test('the ledger is listed newest first where that is asked for, page by page', async () => {
  await put('newest', { onHand: 10 });
  for (const delta of [1, 2]) await api.ask('POST', '/v1/stock/newest/adjust', { delta, reason: 'x' });
  const page = async (query: string) =>
    (await api.ask('GET', `/v1/stock/newest/ledger?order=newest&limit=2${query}`)).as(listOf(Movement));
  const first = await page('');
  const second = await page(`&cursor=${first.nextCursor}`);
  expect([...first.data, ...second.data].map(({ quantity }) => quantity)).toEqual([2, 1, 10]);
  expect(second.nextCursor).toBeNull();
});

describe('reconciling', () => {
  const reconcile = (repair: boolean) => api.ask('POST', '/v1/stock/reconcile', { repair });

  test('finds nothing where nothing drifted', async () => {
    expect((await reconcile(true)).body).toEqual({ drift: [], repaired: false });
  });

  test('reports drift, and repairs it only when asked to', async () => {
    await put('drifted', { onHand: 10 });
    await api.place({ lines: [{ sku: 'drifted', quantity: 3, unitPrice: money(1) }] });
    await api.shop.database.client.stock.update({ where: { sku: 'drifted' }, data: { held: 1, onHand: 12 } });
    const drift = [{ sku: 'drifted', balance: { onHand: 12, held: 1 }, ledger: { onHand: 10, held: 3 } }];
    expect((await reconcile(false)).body).toEqual({ drift, repaired: false });
    expect(await alertsAbout('drifted')).toMatchObject([{ kind: 'stock_drift' }]);
    expect((await reconcile(true)).body).toEqual({ drift, repaired: true });
    expect(await api.shop.balance('drifted')).toEqual({ onHand: 10, held: 3 });
    expect((await reconcile(false)).body).toEqual({ drift: [], repaired: false });
  });
});
