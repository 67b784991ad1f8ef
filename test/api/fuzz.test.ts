import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routesOf } from '../../api/routes.ts';
import { anOrder, openApi } from './support/api.ts';
import type { TestApi } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const RUNS = { numRuns: 150 };
const routes = routesOf({ devMode: true }).filter(({ produces }) => produces === undefined);

/** Any JSON there is, with what breaks parsers and databases more often than chance would have it. */
const nasty = fc.oneof(
  fc.constantFrom(
    '\0',
    '\ud800',
    '\u2028',
    '__proto__',
    '1',
    '1e400',
    '😀',
    'a/b',
    '%00',
    "'; drop table orders; --",
  ),
  fc.constantFrom(-1, 0, -0, 0.5, 1e15, Number.MAX_SAFE_INTEGER, 1e308),
  fc.constantFrom(null, true, [], {}, [[]], { $ne: 1 }),
);
const anyJson = fc.oneof(nasty, fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }));

/** A valid body with some of its fields, at any depth, replaced by anything. */
function spoilt(valid: unknown): fc.Arbitrary<unknown> {
  if (Array.isArray(valid))
    return fc.oneof({ weight: 4, arbitrary: fc.tuple(...valid.map(spoilt)) }, anyJson);
  if (typeof valid !== 'object' || valid === null)
    return fc.oneof({ weight: 4, arbitrary: fc.constant(valid) }, anyJson);
  const fields = Object.fromEntries(Object.entries(valid).map(([name, value]) => [name, spoilt(value)]));
  return fc.oneof({ weight: 6, arbitrary: fc.record(fields, { requiredKeys: [] }) }, anyJson);
}

const whole = {
  ...anOrder(),
  orderId: 'fuzz-1',
  kind: 'normal',
  channel: 'store',
  shop: 'default',
  shipping: {
    fee: { amount: 100, currency: 'CNY' },
    contact: { name: 'x', phone: '13900001111', address: 'x' },
  },
  discount: { amount: 1, currency: 'CNY' },
  source: { device: 'phone', region: 'CN', landingPath: '/', campaign: 'x' },
  metadata: { note: 'x' },
};

describe('never a 5xx, whatever comes:', () => {
  test('to POST /v1/orders', async () => {
    const property = fc.asyncProperty(spoilt(whole), async (body) => {
      const { status, text } = await api.ask('POST', '/v1/orders', body);
      expect(`${status} ${status < 500 ? '' : text}`).toMatch(/^(201|4\d\d) /);
    });
    await fc.assert(property, RUNS);
  });

  test('to PUT of stock, customers, shops and policies', async () => {
    const bodies = {
      '/v1/stock/fuzz': {
        onHand: 1,
        safetyStock: 0,
        deductOn: 'order',
        kind: 'flash',
        tags: ['x'],
        price: { amount: 1, currency: 'CNY' },
      },
      '/v1/customers/fuzz': {
        name: 'x',
        phone: '13900001111',
        email: 'a@b.cn',
        locale: 'en',
        consents: { sms: true },
        tags: ['x'],
      },
      '/v1/shops/fuzz': {
        policy: 'default',
        timeZone: 'Asia/Tokyo',
        currency: 'JPY',
        locale: 'en',
        experiment: { a: 1 },
      },
      '/v1/policies/fuzz': {
        grace: 'PT5M',
        reminders: { slots: ['09:30'] },
        limits: { openOrdersPerCustomer: 5 },
      },
    };
    for (const [url, body] of Object.entries(bodies)) {
      const property = fc.asyncProperty(spoilt(body), async (spoiltBody) => {
        const { status, text } = await api.ask('PUT', url, spoiltBody);
        expect(`${status} ${status < 500 ? '' : text}`).toMatch(/^(200|4\d\d) /);
      });
      await fc.assert(property, { numRuns: 60 });
    }
  });

  test('to any route, with any ids, query and body', async () => {
    const segment = fc.oneof(
      nasty.map(String),
      fc.string({ unit: 'binary', maxLength: 70 }),
      fc.constantFrom('mug', 'default', '..', ' '),
    );
    const request = fc.record({
      route: fc.constantFrom(...routes),
      ids: fc.array(segment, { minLength: 2, maxLength: 2 }),
      query: fc.dictionary(
        fc.constantFrom('limit', 'cursor', 'status', 'shop', 'include', 'x'),
        fc.string({ unit: 'binary' }),
        { maxKeys: 2 },
      ),
      body: anyJson,
    });
    const property = fc.asyncProperty(request, async ({ route, ids, query, body }) => {
      let next = 0;
      const path = route.url.replaceAll(/:\w+/g, () => encoded(ids[(next += 1) - 1] ?? ''));
      const url = `${path}?${new URLSearchParams(query).toString()}`;
      const { status, text } = await api.ask(route.method, url, route.method === 'GET' ? undefined : body);
      expect(`${route.method} ${url} ${status} ${status < 500 ? '' : text}`).toMatch(/ [234]\d\d $/);
    });
    await fc.assert(property, { numRuns: 400 });
  });

  test('as a body that need not be JSON', async () => {
    const property = fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (raw) => {
      const { status } = await api.ask('POST', '/v1/orders', undefined, { raw });
      expect([400, 422]).toContain(status);
    });
    await fc.assert(property, RUNS);
  });

  test('as a payment link', async () => {
    const property = fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (token) => {
      const { status } = await api.ask('GET', `/pay/${encoded(token)}`, undefined, { key: '' });
      expect([400, 404]).toContain(status);
    });
    await fc.assert(property, RUNS);
  });
});

/** Percent-encoded, half characters and all. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
