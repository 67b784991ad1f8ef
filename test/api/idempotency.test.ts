import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CreatedApiKey } from '../../api/schemas/api-key.ts';
import { PaymentLink } from '../../api/schemas/payment-link.ts';
import { DAY, SECOND } from '../../domain/duration.ts';
import { LOST_AFTER } from '../../prisma/idempotency.ts';
import { anOrder, openApi } from './support/api.ts';
import type { TestApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

let keys = 0;
function withKey(key = `key-${(keys += 1)}`) {
  return { headers: { 'idempotency-key': key } };
}

const rowOf = (key: string) => api.shop.database.client.idempotencyKey.findFirstOrThrow({ where: { key } });

describe('the same key and request (rules.md 10)', () => {
  test('answers the same and is carried out once', async () => {
    await api.ask('PUT', '/v1/stock/once', { onHand: 5 });
    const more = withKey();
    const first = await api.ask('POST', '/v1/stock/once/adjust', { delta: 2, reason: 'found' }, more);
    const second = await api.ask('POST', '/v1/stock/once/adjust', { delta: 2, reason: 'found' }, more);
    expect([second.status, second.text]).toEqual([first.status, first.text]); // to the letter
    expect(first.body).toMatchObject({ onHand: 7 });
    expect(second.headers).toMatchObject({ 'idempotent-replayed': 'true', etag: first.headers['etag'] });
  });

  test('placed twice is one order, with its Location', async () => {
    const [more, body] = [withKey(), anOrder()];
    const first = await api.ask('POST', '/v1/orders', body, more);
    const second = await api.ask('POST', '/v1/orders', body, more);
    expect([second.status, second.body, second.headers['location']]).toEqual([
      201,
      first.body,
      first.headers['location'],
    ]);
  });

  test('at once is one order', async () => {
    const [more, body] = [withKey(), anOrder()];
    const answers = await Promise.all([1, 2, 3, 4].map(() => api.ask('POST', '/v1/orders', body, more)));
    expect(
      new Set(
        answers.map(({ text }) => JSON.stringify(JSON.parse(text), Object.keys(JSON.parse(text)).sort())),
      ).size,
    ).toBe(1);
  });

  test('after an answer that got lost answers what was done, also when that ended the order', async () => {
    const { id } = await api.place();
    const [more, body] = [withKey(), { reason: 'changed_mind', by: 'buyer' }];
    api.gateway.losesAnswer = true;
    const lost = await api.ask('POST', `/v1/orders/${id}/cancel`, body, more);
    const again = await api.ask('POST', `/v1/orders/${id}/cancel`, body, more);
    const another = await api.ask('POST', `/v1/orders/${id}/cancel`, body, withKey());
    expect([lost.status, again.status, another.status]).toEqual([503, 200, 409]);
    expect(again.body).toMatchObject({ status: 'cancelled' });
  });

  test('asks the workflow under the row’s id, which a refusal keeps too', async () => {
    const { id } = await api.place();
    const more = withKey('cancel-once');
    api.gateway.refuseWith = 'payment_in_progress';
    const refused = await api.ask('POST', `/v1/orders/${id}/cancel`, { reason: 'x', by: 'buyer' }, more);
    expect(refused.body).toMatchObject({ status: 409, code: 'payment_in_progress' });
    expect(api.gateway.asked.at(-1)?.requestId).toBe((await rowOf('cancel-once')).id);
    const asked = api.gateway.asked.length;
    const again = await api.ask('POST', `/v1/orders/${id}/cancel`, { reason: 'x', by: 'buyer' }, more);
    expect(again.body).toEqual(refused.body);
    expect(again.headers['content-type']).toContain('application/problem+json');
    expect(api.gateway.asked).toHaveLength(asked);
  });

  test('is another one for another API key', async () => {
    await api.ask('PUT', '/v1/stock/two-keys', { onHand: 0 });
    const [one, two] = [await api.keyWith(['staff']), await api.keyWith(['staff'])];
    for (const key of [one, two])
      await api.ask(
        'POST',
        '/v1/stock/two-keys/adjust',
        { delta: 1, reason: 'x' },
        { key, ...withKey('shared') },
      );
    expect(await api.shop.balance('two-keys')).toMatchObject({ onHand: 2 });
  });

  test('answers a deletion that is done', async () => {
    await api.ask('PUT', '/v1/customers/gone', { name: 'Li Wei' });
    const more = withKey();
    expect((await api.ask('DELETE', '/v1/customers/gone', undefined, more)).status).toBe(204);
    const again = await api.ask('DELETE', '/v1/customers/gone', undefined, more);
    expect([again.status, again.text]).toEqual([204, '']);
  });

  test('is forgotten after 7 days', async () => {
    await api.ask('PUT', '/v1/stock/weekly', { onHand: 0 });
    const [more, now] = [withKey(), api.clock.now];
    await api.ask('POST', '/v1/stock/weekly/adjust', { delta: 1, reason: 'x' }, more);
    api.clock.move(7 * DAY - SECOND);
    await api.ask('POST', '/v1/stock/weekly/adjust', { delta: 1, reason: 'x' }, more);
    expect(await api.shop.balance('weekly')).toMatchObject({ onHand: 1 });
    api.clock.move(2 * SECOND);
    await api.ask('POST', '/v1/stock/weekly/adjust', { delta: 1, reason: 'x' }, more);
    api.clock.now = now;
    expect(await api.shop.balance('weekly')).toMatchObject({ onHand: 2 });
  });

  test('does not show a secret in the database, and answers it again', async () => {
    const more = withKey('secret');
    const body = { name: 'x', scopes: ['orders'] };
    const first = (await api.ask('POST', '/v1/api-keys', body, more)).as(CreatedApiKey);
    expect(JSON.stringify(await rowOf('secret'))).not.toContain(first.key);
    expect((await api.ask('POST', '/v1/api-keys', body, more)).as(CreatedApiKey)).toEqual(first);
  });
});

describe('the same key and another request is 422', () => {
  test.each([
    ['another body', 'POST', '/v1/stock/reuse/adjust', { delta: 2, reason: 'x' }],
    ['another path', 'POST', '/v1/stock/reuse2/adjust', { delta: 1, reason: 'x' }],
    ['another method', 'PUT', '/v1/stock/reuse', { onHand: 1 }],
    ['a new order', 'POST', '/v1/orders', anOrder()],
  ] as const)('%s', async (what, method, url, body) => {
    await api.ask('PUT', '/v1/stock/reuse', { onHand: 5 });
    const more = withKey(`reused-for-${what.replaceAll(' ', '-')}`);
    await api.ask('POST', '/v1/stock/reuse/adjust', { delta: 1, reason: 'x' }, more);
    const answer = await api.ask(method, url, body, more);
    expect(answer.body).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
  });

  test.each(['', 'a key', 'x'.repeat(256), 'schlüssel'])(
    'a key that is none is refused: %.20s',
    async (key) => {
      const answer = await api.ask('POST', '/v1/stock/reconcile', {}, withKey(key));
      expect(answer.body).toMatchObject({
        status: 422,
        errors: [{ field: 'Idempotency-Key', in: 'header' }],
      });
    },
  );
});

describe('a request in flight', () => {
  test('is waited for and then answered to both', async () => {
    const order = await api.place();
    const more = withKey();
    let arrived = (): void => undefined;
    const opening = new Promise<void>((resolve) => (arrived = resolve));
    let go = (): void => undefined;
    api.provider.whileOpening = async () => {
      arrived();
      await new Promise<void>((resolve) => (go = resolve));
    };
    const first = api.ask('POST', `/v1/orders/${order.id}/payment-link`, {}, more);
    await opening;
    const second = api.ask('POST', `/v1/orders/${order.id}/payment-link`, {}, more);
    go();
    api.provider.whileOpening = async () => {};
    expect((await second).as(PaymentLink)).toEqual((await first).as(PaymentLink));
    expect((await second).headers['idempotent-replayed']).toBe('true');
  });

  test('that is not answered in time is 409', async () => {
    const row = { apiKeyId: 'dev', key: 'in-flight', requestHash: '', state: 'in_flight' };
    const done = await api.ask('POST', '/v1/stock/reconcile', {}, withKey('in-flight'));
    expect(done.status).toBe(200);
    const { client } = api.shop.database;
    await client.idempotencyKey.updateMany({
      where: { key: row.key },
      data: { state: 'in_flight', createdAt: api.clock.now },
    });
    const answer = await api.ask('POST', '/v1/stock/reconcile', {}, withKey('in-flight'));
    expect(answer.body).toMatchObject({ status: 409, code: 'idempotency_in_progress' });
    expect(answer.headers['retry-after']).toBe('1');
  });

  test('that was lost with its process is taken over under the same id', async () => {
    const { id } = await api.place();
    const [key, body] = ['lost', { reason: 'x', by: 'buyer' }];
    api.gateway.away = true;
    await api.ask('POST', `/v1/orders/${id}/cancel`, body, withKey(key));
    api.gateway.away = false;
    const { client } = api.shop.database;
    const row = await rowOf(key);
    await client.idempotencyKey.updateMany({
      where: { key },
      data: { state: 'in_flight', createdAt: api.clock.now },
    });
    const now = api.clock.now;
    api.clock.move(LOST_AFTER + 1);
    const answer = await api.ask('POST', `/v1/orders/${id}/cancel`, body, withKey(key));
    api.clock.now = now;
    expect(answer.body).toMatchObject({ status: 'cancelled' });
    expect(api.gateway.asked.at(-1)?.requestId).toBe(row.id);
  });

  test('lost after the ledger was written is not written again', async () => {
    await api.ask('PUT', '/v1/stock/lost', { onHand: 5 });
    const more = withKey('lost-adjustment');
    await api.ask('POST', '/v1/stock/lost/adjust', { delta: 3, reason: 'x' }, more);
    const { client } = api.shop.database;
    await client.idempotencyKey.updateMany({ where: { key: 'lost-adjustment' }, data: { state: 'open' } });
    const answer = await api.ask('POST', '/v1/stock/lost/adjust', { delta: 3, reason: 'x' }, more);
    expect(answer.body).toMatchObject({ onHand: 8 });
  });
});

describe('an answer of 5xx', () => {
  test('is not stored: the same request is carried out again under the same id', async () => {
    const { id } = await api.place();
    const [more, body] = [withKey('engine-away'), { reason: 'x', by: 'buyer' }];
    api.gateway.away = true;
    expect((await api.ask('POST', `/v1/orders/${id}/cancel`, body, more)).status).toBe(503);
    api.gateway.away = false;
    const row = await rowOf('engine-away');
    expect(row).toMatchObject({ state: 'open', answer: null });
    expect((await api.ask('POST', `/v1/orders/${id}/cancel`, body, more)).status).toBe(200);
    expect(api.gateway.asked.at(-1)?.requestId).toBe(row.id);
  });
});

test('a request that is not valid uses no key', async () => {
  const more = withKey('invalid-first');
  await api.ask('PUT', '/v1/stock/valid', { onHand: -1 }, more);
  const answer = await api.ask('PUT', '/v1/stock/valid', { onHand: 1 }, more);
  expect(answer.status).toBe(200);
});
