import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keyring } from '../../api/auth.ts';
import { CreatedApiKey } from '../../api/schemas/api-key.ts';
import { SECOND } from '../../domain/duration.ts';
import { anOrder, openApi } from './support/api.ts';
import type { TestApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
  await api.ask('PUT', '/v1/shops/north', { policy: 'default' });
});
afterAll(() => api.close());

describe('a request without a valid key is 401', () => {
  test.each([
    ['no key', ''],
    ['a key nobody made', 'hf_nobody-made-this'],
    ['a key with a space in it', 'hf_a b'],
  ])('%s', async (_, key) => {
    const answer = await api.ask('GET', '/v1/orders', undefined, { key });
    expect(answer.body).toMatchObject({ status: 401, code: 'unauthorized' });
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="holdfast"');
  });

  test.each(['Basic aG9sZGZhc3QtZGV2', 'Bearer', 'holdfast-dev', `Bearer ${'x'.repeat(5_000)}`])(
    'Authorization: %.40s',
    async (authorization) => {
      const answer = await api.ask('GET', '/v1/orders', undefined, { key: '', headers: { authorization } });
      expect(answer.status).toBe(401);
    },
  );

  test('the dev key outside dev mode', async () => {
    const production = await openApi({ devMode: false });
    const answer = await production.ask('GET', '/v1/orders');
    await production.close();
    expect(answer.status).toBe(401);
  });

  test('also for what is not valid: nothing of the body is looked at', async () => {
    const answer = await api.ask('POST', '/v1/orders', undefined, { key: '', raw: '{"half":' });
    expect(answer.status).toBe(401);
  });
});

describe('a key may do what its scopes say', () => {
  test.each([
    ['orders', 'GET', '/v1/orders', 200],
    ['payments', 'GET', '/v1/orders', 200],
    ['admin', 'GET', '/v1/orders', 403],
    ['payments', 'POST', '/v1/orders', 403],
    ['staff', 'GET', '/v1/alerts', 200],
    ['orders', 'GET', '/v1/alerts', 403],
    ['staff', 'GET', '/v1/api-keys', 403],
    ['admin', 'GET', '/v1/api-keys', 200],
    ['orders', 'POST', '/v1/stock/reconcile', 403],
    ['orders', 'GET', '/metrics', 403],
    ['staff', 'GET', '/metrics', 200],
  ] as const)('%s: %s %s is %i', async (scope, method, url, status) => {
    const answer = await api.ask(method, url, undefined, { key: await api.keyWith([scope]) });
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.body).toMatchObject({ code: 'insufficient_scope' });
  });

  test.each([
    ['cancel', { reason: 'x', by: 'staff', force: true }],
    ['extend', { until: '2026-11-30T00:00:00Z' }],
  ])('only staff may force: %s', async (what, body) => {
    const { id } = await api.place();
    const answer = await api.ask('POST', `/v1/orders/${id}/${what}`, body, {
      key: await api.keyWith(['orders']),
    });
    expect(answer.body).toMatchObject({ status: 403, code: 'insufficient_scope', requiredScopes: ['staff'] });
  });
});

describe('a key for one shop', () => {
  test('sees the orders of that shop alone', async () => {
    const key = await api.keyWith(['orders'], 'north');
    const [theirs, ours] = [await api.place(), await api.place({ shop: 'north' })];
    expect((await api.ask('GET', `/v1/orders/${theirs.id}`, undefined, { key })).status).toBe(404);
    expect((await api.ask('GET', `/v1/orders/${ours.id}`, undefined, { key })).status).toBe(200);
    const list = await api.ask('GET', '/v1/orders', undefined, { key });
    expect(list.body).toMatchObject({ data: [{ id: ours.id }] });
    const others = await api.ask('GET', '/v1/orders?shop=default', undefined, { key });
    expect(others.body).toEqual({ data: [], nextCursor: null });
  });

  test.each([
    ['cancel', { reason: 'x', by: 'buyer' }],
    ['payment-link', { payer: 'buyer' }],
    ['problems', { kind: 'other', note: 'x' }],
  ])('can not touch another shop’s order: %s', async (what, body) => {
    const { id } = await api.place();
    const key = await api.keyWith(['orders'], 'north');
    expect((await api.ask('POST', `/v1/orders/${id}/${what}`, body, { key })).status).toBe(404);
  });

  test('places in that shop, also where none is named', async () => {
    const key = await api.keyWith(['orders'], 'north');
    expect((await api.ask('POST', '/v1/orders', anOrder(), { key })).status).toBe(201);
    const elsewhere = await api.ask('POST', '/v1/orders', { ...anOrder(), shop: 'default' }, { key });
    expect(elsewhere.body).toMatchObject({ status: 403, code: 'wrong_shop' });
  });

  test.each([
    ['GET', '/v1/shops/default', undefined, 404],
    ['GET', '/v1/shops/north', undefined, 200],
    ['PUT', '/v1/shops/default', { policy: 'default' }, 403],
    ['PUT', '/v1/policies/default', { grace: 'PT1M' }, 403],
    ['POST', '/v1/api-keys', { name: 'wider', scopes: ['orders'] }, 403],
    ['POST', '/v1/api-keys', { name: 'other', scopes: ['orders'], shop: 'default' }, 403],
    ['POST', '/v1/api-keys', { name: 'same', scopes: ['orders'], shop: 'north' }, 201],
  ] as const)('administrates nothing beyond: %s %s %j is %i', async (method, url, body, status) => {
    const key = await api.keyWith(['admin'], 'north');
    expect((await api.ask(method, url, body, { key })).status).toBe(status);
  });

  test('lists and revokes keys of that shop alone', async () => {
    const key = await api.keyWith(['admin'], 'north');
    const foreign = (await api.ask('POST', '/v1/api-keys', { name: 'all', scopes: ['orders'] })).as(
      CreatedApiKey,
    );
    const { text } = await api.ask('GET', '/v1/api-keys', undefined, { key });
    expect(text).not.toContain(foreign.id);
    expect((await api.ask('DELETE', `/v1/api-keys/${foreign.id}`, undefined, { key })).status).toBe(404);
  });
});

describe('API keys', () => {
  test('are shown once, stored as a hash, and listed without the key', async () => {
    const answer = await api.ask('POST', '/v1/api-keys', { name: 'till', scopes: ['orders', 'staff'] });
    const { id, key } = answer.as(CreatedApiKey);
    expect(answer.status).toBe(201);
    const row = await api.shop.database.client.apiKey.findUniqueOrThrow({ where: { id } });
    expect(JSON.stringify(row)).not.toContain(key);
    const list = await api.ask('GET', '/v1/api-keys');
    expect(list.text).not.toContain(key);
    expect(list.body).toMatchObject({
      data: expect.arrayContaining([
        expect.objectContaining({ id, name: 'till', scopes: ['orders', 'staff'] }),
      ]),
    });
  });

  test('are refused from the moment they are revoked', async () => {
    const { id, key } = (await api.ask('POST', '/v1/api-keys', { name: 'x', scopes: ['orders'] })).as(
      CreatedApiKey,
    );
    expect((await api.ask('GET', '/v1/orders', undefined, { key })).status).toBe(200);
    expect((await api.ask('DELETE', `/v1/api-keys/${id}`)).status).toBe(204);
    expect((await api.ask('GET', '/v1/orders', undefined, { key })).status).toBe(401);
    const again = await api.ask('DELETE', `/v1/api-keys/${id}`);
    expect(again.body).toMatchObject({ status: 404, code: 'api_key_not_found' });
  });

  test('revoked elsewhere are refused within seconds', async () => {
    const { id, key } = (await api.ask('POST', '/v1/api-keys', { name: 'x', scopes: ['orders'] })).as(
      CreatedApiKey,
    );
    let now = 0;
    const keys = keyring({ database: api.shop.database, devMode: false, monotonic: () => now });
    expect(await keys.callerOf(`Bearer ${key}`)).toMatchObject({ apiKeyId: id, scopes: ['orders'] });
    await api.shop.database.client.apiKey.updateMany({ where: { id }, data: { revokedAt: new Date() } });
    now = 5 * SECOND;
    await expect(keys.callerOf(`Bearer ${key}`)).rejects.toMatchObject({ code: 'unauthorized' });
  });

  test('are known without a query while they are believed', async () => {
    const { id, key } = (await api.ask('POST', '/v1/api-keys', { name: 'x', scopes: ['orders'] })).as(
      CreatedApiKey,
    );
    const keys = keyring({ database: api.shop.database, devMode: false });
    await keys.callerOf(`Bearer ${key}`);
    expect(keys.callerOf(`Bearer ${key}`)).toMatchObject({ apiKeyId: id });
  });

  test.each([
    [{ name: '', scopes: ['orders'] }, 'name'],
    [{ name: 'x', scopes: [] }, 'scopes'],
    [{ name: 'x', scopes: ['root'] }, 'scopes.0'],
    [{ name: 'x', scopes: ['orders', 'orders'] }, 'scopes'],
    [{ name: 'x', scopes: ['orders'], shop: 'no-such-shop' }, 'shop'],
  ])('%j is refused and names %s', async (body, field) => {
    const answer = await api.ask('POST', '/v1/api-keys', body);
    expect(answer.body).toMatchObject({ status: 422, errors: [{ field }] });
  });
});
