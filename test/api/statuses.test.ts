import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scopes } from '../../api/auth.ts';
import type { Scope } from '../../api/auth.ts';
import { responsesOf } from '../../api/route.ts';
import type { Route } from '../../api/route.ts';
import { routesOf } from '../../api/routes.ts';
import { signWebhook } from '../../providers/standard-webhooks.ts';
import { WEBHOOK_SECRET } from '../support/shop.ts';
import { anOrder, openApi, succeeded } from './support/api.ts';
import type { Answer, Ask, TestApi } from './support/api.ts';

/** Answers are checked against their schemas as they are made (`checkAnswers`), so here every declared status is reached. */
let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

interface Sample {
  readonly url: string;
  readonly body?: unknown;
  readonly more?: Ask;
}

const paid = async () => {
  const order = await api.place();
  await api.webhook(succeeded(order));
  return order;
};
const cancelled = async () => {
  const order = await api.place();
  await api.ask('POST', `/v1/orders/${order.id}/cancel`, { reason: 'x', by: 'buyer' });
  return order;
};
const ofOrder =
  (what: string, body?: unknown, prepare: () => Promise<{ id: string }> = () => api.place()) =>
  async (): Promise<Sample> => ({
    url: `/v1/orders/${(await prepare()).id}${what}`,
    body,
  });
const aBuyer = async () => {
  const { customerId } = await api.place();
  return customerId;
};
const ofBuyer =
  (what = '', body?: unknown) =>
  async () => ({ url: `/v1/customers/${await aBuyer()}${what}`, body });
const ofStock =
  (what = '', body?: unknown) =>
  async () => ({ url: `/v1/stock/mug${what}`, body });
const always = (sample: Sample) => async () => sample;
const aProblem = async () => {
  const { id } = await api.place();
  const problemId = crypto.randomUUID();
  const at = api.clock.now;
  await api.shop.database.client.problem.create({
    data: { id: problemId, orderId: id, kind: 'other', note: 'x', at },
  });
  return { url: `/v1/orders/${id}/problems/${problemId}` };
};
const anAlert = async () => {
  const id = crypto.randomUUID();
  const row = { id, key: id, kind: 'large_order', subject: 'x', facts: {}, at: api.clock.now };
  await api.shop.database.client.alert.create({ data: row });
  return { url: `/v1/alerts/${id}/acknowledge` };
};
const aKeyToRevoke = async () => {
  const [{ id } = { id: '' }] = await api.shop.database.client.apiKey.findMany({
    where: { revokedAt: null, name: 'spare' },
  });
  return { url: `/v1/api-keys/${id}` };
};
const webhook = (event: object, provider = 'sandbox'): Sample => {
  const raw = JSON.stringify(event);
  const headers = signWebhook({ secret: WEBHOOK_SECRET, id: 'm', at: new Date(api.clock.now), body: raw });
  return { url: `/v1/webhooks/payments/${provider}`, more: { raw, headers, key: '' } };
};

/** A request that succeeds, by route. */
const good: Record<string, () => Promise<Sample>> = {
  'POST /v1/orders': async () => ({ url: '/v1/orders', body: anOrder() }),
  'GET /v1/orders/:orderId': ofOrder('?include=journal'),
  'GET /v1/orders': always({ url: '/v1/orders?limit=1' }),
  'GET /v1/orders/:orderId/messages': ofOrder('/messages'),
  'PATCH /v1/orders/:orderId/lines': ofOrder('/lines', { lines: [{ sku: 'mug', quantity: 1 }] }),
  'POST /v1/orders/:orderId/cancel': ofOrder('/cancel', { reason: 'x', by: 'buyer' }),
  'POST /v1/orders/:orderId/extend': ofOrder('/extend', {}),
  'PUT /v1/orders/:orderId/payment-method': ofOrder('/payment-method', { method: 'wechat' }),
  'POST /v1/orders/:orderId/payment-link': ofOrder('/payment-link', { payer: 'friend' }),
  'POST /v1/orders/:orderId/problems': ofOrder('/problems', { kind: 'question', note: 'x' }),
  'DELETE /v1/orders/:orderId/problems/:problemId': aProblem,
  'POST /v1/orders/:orderId/ship': ofOrder('/ship', {}, paid),
  'POST /v1/orders/:orderId/deliver': ofOrder('/deliver', {}, async () => {
    const order = await paid();
    await api.ask('POST', `/v1/orders/${order.id}/ship`, {});
    return order;
  }),
  'POST /v1/orders/:orderId/refunds': ofOrder('/refunds', { reason: 'x', amount: 1 }, paid),
  'POST /v1/webhooks/payments/:provider': async () => webhook(succeeded(await api.place())),
  'GET /v1/shops/:shop': always({ url: '/v1/shops/default' }),
  'PUT /v1/shops/:shop': always({ url: '/v1/shops/put', body: { policy: 'default' } }),
  'GET /v1/policies': always({ url: '/v1/policies' }),
  'GET /v1/policies/:name': always({ url: '/v1/policies/default' }),
  'PUT /v1/policies/:name': always({ url: '/v1/policies/put', body: {} }),
  'POST /v1/policies/preview': async () => ({
    url: '/v1/policies/preview',
    body: { order: { ...anOrder(), placedAt: api.clock.now } },
  }),
  'GET /v1/stock/:sku': ofStock(),
  'PUT /v1/stock/:sku': ofStock('', { tags: [] }),
  'POST /v1/stock/:sku/adjust': ofStock('/adjust', { delta: 1, reason: 'x' }),
  'GET /v1/stock/:sku/ledger': ofStock('/ledger'),
  'POST /v1/stock/reconcile': always({ url: '/v1/stock/reconcile', body: {} }),
  'GET /v1/customers/:customerId': ofBuyer(),
  'PUT /v1/customers/:customerId': ofBuyer('', { tags: ['x'] }),
  'DELETE /v1/customers/:customerId': ofBuyer(),
  'GET /v1/customers/:customerId/standing': ofBuyer('/standing'),
  'POST /v1/customers/:customerId/block': ofBuyer('/block', { reason: 'x' }),
  'POST /v1/customers/:customerId/unblock': ofBuyer('/unblock', { reason: 'x' }),
  'GET /v1/api-keys': always({ url: '/v1/api-keys' }),
  'POST /v1/api-keys': always({ url: '/v1/api-keys', body: { name: 'spare', scopes: ['orders'] } }),
  'DELETE /v1/api-keys/:id': aKeyToRevoke,
  'GET /v1/alerts': always({ url: '/v1/alerts' }),
  'POST /v1/alerts/:id/acknowledge': anAlert,
  'GET /v1/integrity': always({ url: '/v1/integrity' }),
  'POST /v1/dev/orders/:orderId/fast-forward': ofOrder('/fast-forward', { by: 'PT1S' }),
};

/** Requests that end otherwise, beside what every route answers alike. */
const otherwise: Record<string, Readonly<Record<number, () => Promise<Sample>>>> = {
  'POST /v1/orders': {
    403: async () => {
      await api.ask('PUT', '/v1/customers/blocked', {});
      await api.ask('POST', '/v1/customers/blocked/block', { reason: 'x' });
      return { url: '/v1/orders', body: { ...anOrder(), customer: { id: 'blocked' } } };
    },
    409: async () => ({
      url: '/v1/orders',
      body: {
        ...anOrder(),
        lines: [{ sku: 'mug', quantity: 900_000, unitPrice: { amount: 1, currency: 'CNY' } }],
      },
    }),
  },
  'PATCH /v1/orders/:orderId/lines': {
    409: ofOrder('/lines', { lines: [{ sku: 'mug', quantity: 900_000 }] }),
  },
  'POST /v1/orders/:orderId/cancel': { 409: ofOrder('/cancel', { reason: 'x', by: 'buyer' }, cancelled) },
  'POST /v1/orders/:orderId/extend': { 409: ofOrder('/extend', {}, cancelled) },
  'PUT /v1/orders/:orderId/payment-method': {
    409: ofOrder('/payment-method', { method: 'card' }, cancelled),
  },
  'POST /v1/orders/:orderId/payment-link': { 409: ofOrder('/payment-link', {}, cancelled) },
  'POST /v1/orders/:orderId/problems': { 409: ofOrder('/problems', { kind: 'other', note: 'x' }, cancelled) },
  'DELETE /v1/orders/:orderId/problems/:problemId': {
    409: ofOrder(`/problems/${crypto.randomUUID()}`, undefined, cancelled),
  },
  'POST /v1/orders/:orderId/ship': { 409: ofOrder('/ship', {}) },
  'POST /v1/orders/:orderId/deliver': { 409: ofOrder('/deliver', {}, paid) },
  'POST /v1/orders/:orderId/refunds': { 409: ofOrder('/refunds', { reason: 'x' }) },
  'POST /v1/webhooks/payments/:provider': {
    400: async () => webhook({ no: 'event' }),
    401: async () => ({ ...webhook({}), more: { raw: '{}', key: '' } }),
    404: async () => webhook({}, 'nobody'),
    413: async () => webhook({ text: 'x'.repeat(1_100_000) }),
    415: async () => ({
      url: '/v1/webhooks/payments/sandbox',
      more: { raw: 'x', key: '', headers: { 'content-type': 'text/plain' } },
    }),
    422: async () => webhook({}, 'a%2Fb'),
  },
  'PUT /v1/stock/:sku': {
    412: always({ url: '/v1/stock/mug', body: {}, more: { headers: { 'if-match': '"0"' } } }),
  },
};

const nameOf = ({ method, url }: Route) => `${method} ${url}`;
const routes = routesOf({ devMode: true }).filter(({ produces }) => produces === undefined);
const declared = routes.flatMap((route) =>
  Object.keys(responsesOf(route))
    .map(Number)
    .filter((status) => status < 500)
    .map((status) => [nameOf(route), status, route] as const),
);

const ask = ({ method }: Route, { url, body, more = {} }: Sample) => api.ask(method, url, body, more);

/** What every route answers alike, from a request of its own that would succeed. */
async function alike(route: Route, status: number): Promise<Answer> {
  const sample = await devUrl(route, await sampleOf(route));
  const { url, body, more = {} } = sample;
  switch (status) {
    case 400:
      return ask(route, { url, more: { raw: '{' } });
    case 401:
      return ask(route, { url, body, more: { key: '' } });
    case 403:
      return ask(route, { url, body, more: { key: await keyWithout(route) } });
    case 404:
      return ask(route, { url: unknown(route), body });
    case 413:
      return ask(route, { url, more: { ...more, raw: JSON.stringify({ text: 'x'.repeat(1_100_000) }) } });
    case 415:
      return ask(route, { url, more: { ...more, raw: 'x', headers: { 'content-type': 'text/plain' } } });
    case 422:
      return ask(route, unreadable(route, sample));
    default:
      return ask(route, sample);
  }
}

async function sampleOf(route: Route): Promise<Sample> {
  if (nameOf(route) === 'DELETE /v1/api-keys/:id')
    await api.ask('POST', '/v1/api-keys', { name: 'spare', scopes: ['orders'] });
  const sample = await good[nameOf(route)]?.();
  if (!sample) throw new Error(`no request for ${nameOf(route)}`);
  return sample;
}

async function devUrl({ url }: Route, sample: Sample): Promise<Sample> {
  return url.startsWith('/v1/dev') ? { ...sample, url: sample.url.replace('/v1/', '/v1/dev/') } : sample;
}

function keyWithout({ scope }: Route): Promise<string> {
  const wanted: readonly string[] = [scope].flat();
  return api.keyWith(scopes.filter((known: Scope) => !wanted.includes(known)));
}

/** The same address with ids that nothing has. */
function unknown({ url }: Route): string {
  return url.replaceAll(/:(\w+)/g, (_, name: string) =>
    ['id', 'problemId'].includes(name) ? crypto.randomUUID() : 'nobody-has-this',
  );
}

function unreadable({ method, url: pattern }: Route, { url, body }: Sample): Sample {
  if (method !== 'GET') return { url, body, more: { headers: { 'idempotency-key': 'not a key' } } };
  return pattern.includes(':')
    ? { url: pattern.replaceAll(/:\w+/g, 'a%2Fb') }
    : { url: `${url.split('?')[0]}?limit=0` };
}

/** The first request with this key was not answered yet. */
async function inFlight(route: Route, sample: Sample): Promise<Answer> {
  const key = crypto.randomUUID();
  const more = { headers: { 'idempotency-key': key } };
  await ask(route, { ...sample, more });
  const { client } = api.shop.database;
  await client.idempotencyKey.updateMany({
    where: { key },
    data: { state: 'in_flight', createdAt: api.clock.now },
  });
  return ask(route, { ...sample, more });
}

test('every route has a request here', () => {
  expect(Object.keys(good).toSorted()).toEqual(routes.map(nameOf).toSorted());
});

/** Routes whose only conflict is another request with the same key. */
const onlyInFlight = declared.filter(([name, status]) => status === 409 && !otherwise[name]?.[409]);

test('every route that writes is 409 while the first request with its key is not answered', async () => {
  const answers = await Promise.all(
    onlyInFlight.map(
      async ([name, , route]) =>
        [name, await inFlight(route, await devUrl(route, await sampleOf(route)))] as const,
    ),
  );
  expect(answers.length).toBeGreaterThan(10);
  for (const [name, answer] of answers)
    expect([name, answer.body]).toMatchObject([name, { status: 409, code: 'idempotency_in_progress' }]);
});

describe('every declared status is reached:', () => {
  test.each(declared.filter((entry) => !onlyInFlight.includes(entry)))(
    '%s → %i',
    async (name, status, route) => {
      const special = otherwise[name]?.[status];
      const answer = special ? await ask(route, await special()) : await alike(route, status);
      expect(answer.status).toBe(status);
      if (status >= 400)
        expect(answer.body).toMatchObject({
          status,
          code: expect.stringMatching(/^[a-z_]+$/),
          errors: expect.any(Array),
        });
    },
  );
});
