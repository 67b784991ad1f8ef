import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anOrder, openApi } from './support/api.ts';
import type { TestApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const money = (amount: unknown, currency: unknown = 'CNY') => ({ amount, currency });
const line = (changes: object = {}) => ({ sku: 'mug', quantity: 1, unitPrice: money(100), ...changes });

async function stored(): Promise<unknown> {
  const { client } = api.shop.database;
  const tables = [
    client.order,
    client.customer,
    client.stock,
    client.stockMovement,
    client.journalEntry,
  ] as const;
  const [orders, customers, stock, movements, journal] = tables;
  return [
    await orders.count(),
    await customers.count(),
    await stock.count(),
    await movements.count(),
    await journal.count(),
  ];
}

describe('placing refuses, names the field, and stores nothing:', () => {
  let before: unknown;
  beforeEach(async () => {
    before = await stored();
  });
  afterEach(async () => expect(await stored()).toEqual(before));

  test.each<[string, object, string]>([
    ['a quantity that is text', { lines: [line({ quantity: '1' })] }, 'lines.0.quantity'],
    ['a quantity of nothing', { lines: [line({ quantity: 0 })] }, 'lines.0.quantity'],
    ['a negative quantity', { lines: [line({ quantity: -1 })] }, 'lines.0.quantity'],
    ['half a piece', { lines: [line({ quantity: 0.5 })] }, 'lines.0.quantity'],
    ['a huge quantity', { lines: [line({ quantity: 1e15 })] }, 'lines.0.quantity'],
    ['a quantity that is true', { lines: [line({ quantity: true })] }, 'lines.0.quantity'],
    ['a price that is text', { lines: [line({ unitPrice: money('100') })] }, 'lines.0.unitPrice.amount'],
    ['a negative price', { lines: [line({ unitPrice: money(-1) })] }, 'lines.0.unitPrice.amount'],
    [
      'a price over the largest amount',
      { lines: [line({ unitPrice: money(1e12 + 1) })] },
      'lines.0.unitPrice.amount',
    ],
    ['a fraction of a cent', { lines: [line({ unitPrice: money(0.1) })] }, 'lines.0.unitPrice.amount'],
    [
      'a price without a currency',
      { lines: [line({ unitPrice: { amount: 1 } })] },
      'lines.0.unitPrice.currency',
    ],
    [
      'a currency that is none',
      { lines: [line({ unitPrice: money(1, 'yuan') })] },
      'lines.0.unitPrice.currency',
    ],
    [
      'mixed currencies',
      { lines: [line(), line({ unitPrice: money(1, 'USD') })] },
      'lines.1.unitPrice.currency',
    ],
    ['a fee in another currency', { shipping: { fee: money(1, 'USD') } }, 'shipping.fee.currency'],
    ['no lines', { lines: [] }, 'lines'],
    ['lines that are no list', { lines: line() }, 'lines'],
    ['no lines at all', { lines: undefined }, 'lines'],
    ['no buyer', { customer: undefined }, 'customer'],
    ['a buyer without an id', { customer: {} }, 'customer.id'],
    ['an unknown method', { paymentMethod: 'gold' }, 'paymentMethod'],
    ['an unknown kind', { kind: 'urgent' }, 'kind'],
    ['a field nobody knows', { colour: 'red' }, 'colour'],
    ['an id with a slash', { orderId: 'a/b' }, 'orderId'],
    ['an id that begins with a dot', { orderId: '.a' }, 'orderId'],
    ['an id of 65 characters', { orderId: 'x'.repeat(65) }, 'orderId'],
    ['an id of 10 kB', { orderId: 'x'.repeat(10_000) }, 'orderId'],
    ['an id in Chinese', { customer: { id: '李伟' } }, 'customer.id'],
    ['a SKU with a space', { lines: [line({ sku: 'a b' })] }, 'lines.0.sku'],
    ['metadata over 16 kB', { metadata: { text: 'x'.repeat(20_000) } }, 'metadata'],
    ['metadata that is a list', { metadata: [] }, 'metadata'],
    ['NUL in a name', { customer: { id: 'a', name: 'a\0b' } }, 'customer.name'],
    ['half a character', { metadata: { text: '\ud800' } }, 'metadata.text'],
    ['NUL in the name of a field', { metadata: { 'a\0': 1 } }, 'metadata.a'],
  ])('%s', async (_, changes, field) => {
    const answer = await api.ask('POST', '/v1/orders', { ...anOrder(), ...changes });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      code: 'invalid_request',
      errors: expect.arrayContaining([expect.objectContaining({ field })]),
    });
  });

  test.each<[string, object, string, number]>([
    ['a SKU without a stock row', { lines: [line({ sku: 'unheard-of' })] }, 'unknown_sku', 422],
    [
      'another currency than the shop’s',
      { lines: [line({ unitPrice: money(1, 'USD') })] },
      'currency_mismatch',
      422,
    ],
    [
      'a sum over the largest amount',
      { lines: [line({ quantity: 2, unitPrice: money(1e12) })] },
      'amount_too_large',
      422,
    ],
  ])('%s', async (_, changes, code, status) => {
    const answer = await api.ask('POST', '/v1/orders', { ...anOrder(), ...changes });
    expect(answer.body).toMatchObject({ status, code });
  });

  test('every bad field at once', async () => {
    const answer = await api.ask('POST', '/v1/orders', {
      customer: { id: '/' },
      lines: [line({ quantity: '1', sku: '/' })],
      kind: 7,
    });
    const { errors } = Object(answer.body);
    expect(errors.map(({ field }: { field: string }) => field).toSorted()).toEqual([
      'customer.id',
      'kind',
      'lines.0.quantity',
      'lines.0.sku',
    ]);
  });

  test.each(['{"half":', '', 'text', '{"a":1}}', "{'a':1}", '\u0000', '[1,]'])(
    'malformed JSON: %j',
    async (raw) => {
      const answer = await api.ask('POST', '/v1/orders', undefined, { raw });
      expect([400, 422]).toContain(answer.status);
      expect(answer.body).toMatchObject({ code: raw === '' ? 'invalid_request' : 'malformed_json' });
    },
  );

  test.each(['null', '[]', '"text"', '7', 'true'])('JSON that is no object: %s', async (raw) => {
    const answer = await api.ask('POST', '/v1/orders', undefined, { raw });
    expect(answer.body).toMatchObject({ status: 422, code: 'invalid_request', errors: [{ field: 'body' }] });
  });

  test('a body of 2 MiB', async () => {
    const answer = await api.ask('POST', '/v1/orders', {
      ...anOrder(),
      metadata: { text: 'x'.repeat(2 * 1_048_576) },
    });
    expect(answer.body).toMatchObject({ status: 413, code: 'body_too_large' });
  });

  test('a body nested 100,000 deep', async () => {
    const raw = `{"metadata":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const answer = await api.ask('POST', '/v1/orders', undefined, { raw });
    expect(answer.body).toMatchObject({ status: 422, code: 'invalid_request' });
  });

  test('__proto__ as a field', async () => {
    const raw = JSON.stringify(anOrder()).replace('{', '{"__proto__":{"shop":"default"},');
    expect((await api.ask('POST', '/v1/orders', undefined, { raw })).body).toMatchObject({
      status: 422,
      errors: [{ field: '__proto__' }],
    });
  });

  test.each([
    'text/plain',
    'application/xml',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'nonsense',
  ])('content type %s', async (type) => {
    const answer = await api.ask('POST', '/v1/orders', undefined, {
      raw: JSON.stringify(anOrder()),
      headers: { 'content-type': type },
    });
    expect(answer.body).toMatchObject({ status: 415, code: 'unsupported_media_type' });
  });

  test('a body without a content type', async () => {
    const { statusCode } = await api.app.inject({
      method: 'POST',
      url: '/v1/orders',
      headers: { authorization: 'Bearer holdfast-dev', 'content-type': '' },
      payload: JSON.stringify(anOrder()),
    });
    expect(statusCode).toBe(415);
  });
});

test('placing takes a content type with a charset', async () => {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  expect((await api.ask('POST', '/v1/orders', anOrder(), { headers })).status).toBe(201);
});

describe('an id in the address that can be none is 422 and named', () => {
  test.each([
    ['with a slash', 'a%2Fb'],
    ['of 10 kB', 'x'.repeat(10_000)],
    ['in Chinese', encodeURIComponent('订单')],
    ['with NUL', 'a%00b'],
    ['with a quote', "a'b"],
    ['that climbs', '..%2F..%2Fetc'],
    ['with a line break', 'a%0Ab'],
  ])('%s', async (_, id) => {
    for (const [url, field] of [
      [`/v1/orders/${id}`, 'orderId'],
      [`/v1/orders/${id}/messages`, 'orderId'],
      [`/v1/stock/${id}`, 'sku'],
      [`/v1/customers/${id}`, 'customerId'],
      [`/v1/shops/${id}`, 'shop'],
      [`/v1/policies/${id}`, 'name'],
    ] as const) {
      const answer = await api.ask('GET', url);
      expect(answer.body).toMatchObject({ status: 422, errors: [{ field, in: 'params' }] });
    }
  });

  test.each(['/v1/orders/%', '/v1/orders/%zz', '/v1/orders/%c0%ae'])(
    '%s can not be read at all: 400',
    async (url) => {
      expect((await api.ask('GET', url)).body).toMatchObject({ status: 400, code: 'bad_request' });
    },
  );

  test('an empty id is no address', async () => {
    expect((await api.ask('GET', '/v1/stock/')).status).toBeGreaterThanOrEqual(400);
    expect((await api.ask('GET', '/v1/stock/')).status).toBeLessThan(500);
  });
});

describe('a bad query is 422 and named', () => {
  test.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=ten', 'limit'],
    ['limit=1e1', 'limit'],
    ['limit=5.0', 'limit'],
    ['limit=', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['cursor=nonsense', 'cursor'],
    ['cursor=', 'cursor'],
    [`cursor=${Buffer.from('{"placedAt":"now","id":"x"}').toString('base64url')}`, 'cursor'],
    [`cursor=${Buffer.from('["x"]').toString('base64url')}`, 'cursor'],
    ['status=lost', 'status'],
    ['channel=pigeon', 'channel'],
    ['customerId=a%2Fb', 'customerId'],
    ['shop=%00', 'shop'],
    ['placedAfter=yesterday', 'placedAfter'],
    ['placedAfter=2026-13-01T00:00:00Z', 'placedAfter'],
    ['placedAfter=-000001-01-01T00:00:00Z', 'placedAfter'],
    ['placedBefore=2026-11-23', 'placedBefore'],
    ['colour=red', 'colour'],
  ])('%s', async (query, field) => {
    const answer = await api.ask('GET', `/v1/orders?${query}`);
    expect(answer.body).toMatchObject({
      status: 422,
      code: 'invalid_request',
      errors: [{ field, in: 'query' }],
    });
  });

  test.each(['/v1/alerts', '/v1/api-keys', '/v1/policies', '/v1/stock/mug/ledger'])(
    '%s?cursor=bm9uc2Vuc2U',
    async (url) => {
      expect((await api.ask('GET', `${url}?cursor=bm9uc2Vuc2U`)).body).toMatchObject({
        status: 422,
        errors: [{ field: 'cursor' }],
      });
      expect((await api.ask('GET', `${url}?limit=1000`)).body).toMatchObject({
        status: 422,
        errors: [{ field: 'limit' }],
      });
    },
  );
});

describe('a bad request to an order is 422 and named', () => {
  test.each([
    ['PATCH', 'lines', { lines: [{ sku: 'mug', quantity: '2' }] }, 'lines.0.quantity'],
    ['PATCH', 'lines', { lines: [] }, 'lines'],
    ['PATCH', 'lines', {}, 'lines'],
    [
      'PATCH',
      'lines',
      { lines: [{ sku: 'mug', quantity: 1, unitPrice: { amount: 1, currency: 'CNY' } }] },
      'lines.0.unitPrice',
    ],
    ['POST', 'cancel', { by: 'buyer' }, 'reason'],
    ['POST', 'cancel', { reason: 'x' }, 'by'],
    ['POST', 'cancel', { reason: 'x', by: 'thief' }, 'by'],
    ['POST', 'cancel', { reason: ' ', by: 'buyer' }, 'reason'],
    ['POST', 'cancel', { reason: 'x', by: 'buyer', force: 1 }, 'force'],
    ['POST', 'extend', { until: 'tomorrow' }, 'until'],
    ['PUT', 'payment-method', {}, 'method'],
    ['PUT', 'payment-method', { method: 'instalments', instalments: 1 }, 'instalments'],
    ['POST', 'payment-link', { payer: 'enemy' }, 'payer'],
    ['POST', 'problems', { kind: 'other' }, 'note'],
    ['POST', 'problems', { kind: 'moody', note: 'x' }, 'kind'],
    ['POST', 'refunds', {}, 'reason'],
    ['POST', 'refunds', { reason: 'x', amount: 0 }, 'amount'],
    ['POST', 'refunds', { reason: 'x', restock: 'yes' }, 'restock'],
    ['POST', 'ship', { carrier: '' }, 'carrier'],
    ['POST', 'deliver', { at: 'noon' }, 'at'],
  ] as const)('%s %s %j', async (method, what, body, field) => {
    const { id } = await api.place();
    const asked = api.gateway.asked.length;
    const answer = await api.ask(method, `/v1/orders/${id}/${what}`, body);
    expect(answer.body).toMatchObject({
      status: 422,
      code: 'invalid_request',
      errors: [{ field, in: 'body' }],
    });
    expect(api.gateway.asked).toHaveLength(asked);
  });

  test.each(['PT', '4 hours', 'PT0S', '-PT4H', 'P1Y', 'P500D', 7])('fast-forward by %j', async (by) => {
    const { id } = await api.place();
    const answer = await api.ask('POST', `/v1/dev/orders/${id}/fast-forward`, { by });
    expect(answer.body).toMatchObject({ status: 422, errors: [{ field: 'by' }] });
  });
});

describe('bad stock is 422 and named', () => {
  test.each([
    [{ onHand: -1 }, 'onHand'],
    [{ onHand: '5' }, 'onHand'],
    [{ onHand: 1.5 }, 'onHand'],
    [{ onHand: 1e300 }, 'onHand'],
    [{ safetyStock: -1 }, 'safetyStock'],
    [{ deductOn: 'tuesday' }, 'deductOn'],
    [{ kind: 'rare' }, 'kind'],
    [{ tags: [''] }, 'tags.0'],
    [{ price: 100 }, 'price'],
    [{ price: { amount: '1', currency: 'CNY' } }, 'price.amount'],
    [{ held: 5 }, 'held'],
  ])('%j', async (body, field) => {
    const answer = await api.ask('PUT', '/v1/stock/bad', body);
    expect(answer.body).toMatchObject({ status: 422, errors: [{ field }] });
    expect((await api.ask('GET', '/v1/stock/bad')).status).toBe(404);
  });

  test.each([
    [{ delta: 0, reason: 'x' }, 'delta'],
    [{ delta: '1', reason: 'x' }, 'delta'],
    [{ delta: 1 }, 'reason'],
  ])('adjusting by %j', async (body, field) => {
    expect((await api.ask('POST', '/v1/stock/mug/adjust', body)).body).toMatchObject({
      status: 422,
      errors: [{ field }],
    });
  });
});
