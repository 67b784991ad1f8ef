import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '../../prisma/database.ts';
import { anOrder, openApi } from './support/api.ts';
import type { TestApi } from './support/api.ts';

let api: TestApi;
let url: string;
beforeAll(async () => {
  api = await openApi();
  url = await api.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => api.close());

const open = (path: string) => api.ask('GET', path, undefined, { key: '' });

describe('without a key', () => {
  test('/healthz answers', async () => {
    expect((await open('/healthz')).body).toEqual({ status: 'ok' });
  });

  test('/readyz is 200 with a migrated database, and says whether the engine is there', async () => {
    const ready = await open('/readyz');
    expect([ready.status, ready.body]).toEqual([
      200,
      { status: 'ready', database: 'ready', engine: 'reachable' },
    ]);
    api.gateway.away = true;
    const without = await open('/readyz');
    api.gateway.away = false;
    expect([without.status, without.body]).toMatchObject([200, { engine: 'away' }]);
  });

  test('/readyz is 503 while the database is away', async () => {
    const database = openDatabase({ url: 'postgresql://nobody@127.0.0.1:9/none' });
    const without = await openApi({ database });
    const answer = await without.ask('GET', '/readyz', undefined, { key: '' });
    const orders = await without.ask('GET', '/v1/orders');
    await without.close();
    expect([answer.status, answer.body]).toMatchObject([503, { status: 'not_ready', database: 'away' }]);
    expect(orders.body).toMatchObject({ status: 503, code: 'database_unavailable' });
    expect(orders.headers['retry-after']).toBe('2');
  });

  test('/docs shows a page that works offline', async () => {
    const page = await open('/docs/');
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    const sources = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source ?? '');
    expect(sources.length).toBeGreaterThan(3);
    for (const source of sources) {
      expect(source).not.toMatch(/^https?:|^\/\//);
      const { status } = await open(new URL(source, 'http://x/docs/').pathname);
      expect(`${source}: ${status}`).toBe(`${source}: 200`);
    }
  });

  test('/metrics does not', async () => {
    expect((await open('/metrics')).status).toBe(401);
  });
});

test('/metrics tells Prometheus how long requests took, by route and not by id', async () => {
  const { id } = await api.place();
  await api.ask('GET', `/v1/orders/${id}`);
  const { text, headers } = await api.ask('GET', '/metrics');
  expect(headers['content-type']).toContain('text/plain');
  expect(text).toMatch(
    /holdfast_http_request_seconds_count\{method="GET",route="\/v1\/orders\/:orderId",status="200"\} \d/,
  );
  expect(text).not.toContain(id);
});

describe('the OpenAPI document', () => {
  const Document = z.object({
    openapi: z.literal('3.1.0'),
    paths: z.record(
      z.string(),
      z.record(
        z.string(),
        z.object({ operationId: z.string(), responses: z.record(z.string(), z.looseObject({})) }),
      ),
    ),
    components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
  });

  test('describes every route of api.md that there is', async () => {
    const document = (await open('/openapi.json')).as(Document);
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(operations.every((operation) => operation.includes(' /v1/'))).toBe(true);
    expect(operations).toEqual(
      expect.arrayContaining([
        'POST /v1/orders',
        'GET /v1/orders',
        'GET /v1/orders/{orderId}',
        'PATCH /v1/orders/{orderId}/lines',
        'POST /v1/orders/{orderId}/cancel',
        'POST /v1/orders/{orderId}/extend',
        'PUT /v1/orders/{orderId}/payment-method',
        'POST /v1/orders/{orderId}/payment-link',
        'POST /v1/orders/{orderId}/problems',
        'DELETE /v1/orders/{orderId}/problems/{problemId}',
        'POST /v1/orders/{orderId}/refunds',
        'GET /v1/refunds',
        'POST /v1/refunds/{id}/done',
        'POST /v1/orders/{orderId}/ship',
        'POST /v1/orders/{orderId}/deliver',
        'GET /v1/orders/{orderId}/events',
        'GET /v1/orders/{orderId}/messages',
        'POST /v1/webhooks/payments/{provider}',
        'GET /v1/shops/{shop}',
        'PUT /v1/shops/{shop}',
        'GET /v1/stock/{sku}',
        'PUT /v1/stock/{sku}',
        'POST /v1/stock/{sku}/adjust',
        'GET /v1/stock/{sku}/ledger',
        'POST /v1/stock/reconcile',
        'GET /v1/customers/{customerId}',
        'PUT /v1/customers/{customerId}',
        'DELETE /v1/customers/{customerId}',
        'GET /v1/customers/{customerId}/standing',
        'POST /v1/customers/{customerId}/block',
        'POST /v1/customers/{customerId}/unblock',
        'GET /v1/api-keys',
        'POST /v1/api-keys',
        'DELETE /v1/api-keys/{id}',
        'GET /v1/policies',
        'GET /v1/policies/{name}',
        'PUT /v1/policies/{name}',
        'POST /v1/policies/preview',
        'GET /v1/alerts',
        'POST /v1/alerts/{id}/acknowledge',
        'POST /v1/dev/orders/{orderId}/fast-forward',
      ]),
    );
  });

  test('names every operation once and every status it answers', async () => {
    const { paths } = (await open('/openapi.json')).as(Document);
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    expect(Object.keys(paths['/v1/orders']?.['post']?.responses ?? {})).toEqual([
      '201',
      '400',
      '401',
      '403',
      '404',
      '409',
      '413',
      '415',
      '422',
      '503',
      'default',
    ]);
  });

  test('refers to nothing that is not in it', async () => {
    const answer = await open('/openapi.json');
    const { components } = answer.as(Document);
    const names = [...answer.text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference ?? '');
    expect(names.length).toBeGreaterThan(20);
    for (const name of names)
      expect(Object.keys(components.schemas)).toContain(name.replace('#/components/schemas/', ''));
  });
});

describe('what no route takes', () => {
  test.each(['/nothing', '/v1', '/v2/orders', '/v1/orders/x/y/z', '/favicon.ico', '/v1/reports/nothing'])(
    '%s is 404',
    async (path) => {
      const answer = await api.ask('GET', path);
      expect(answer.body).toMatchObject({
        status: 404,
        code: 'not_found',
        type: 'urn:holdfast:problem:not_found',
      });
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    },
  );

  test.each([
    ['DELETE', '/v1/orders', 'POST, GET, HEAD, OPTIONS'],
    ['PUT', '/v1/orders/x/cancel', 'POST, OPTIONS'],
    ['HEAD', '/v1/orders/x/events', 'GET, OPTIONS'],
    ['TRACE', '/v1/orders', 'POST, GET, HEAD, OPTIONS'],
  ] as const)('%s %s is 405 and says what is', async (method, path, allow) => {
    const answer = await api.ask(method, path);
    expect([answer.status, answer.headers['allow']]).toEqual([405, allow]);
  });

  test('OPTIONS says what an address takes', async () => {
    const answer = await api.ask('OPTIONS', '/v1/orders', undefined, { key: '' });
    expect([answer.status, answer.text, answer.headers['allow']]).toEqual([
      204,
      '',
      'POST, GET, HEAD, OPTIONS',
    ]);
    expect((await api.ask('OPTIONS', '/nowhere', undefined, { key: '' })).status).toBe(404);
  });
});

test('every answer has an id of its own and is neither cached, sniffed nor framed', async () => {
  const [first, second] = [await api.ask('GET', '/v1/orders'), await open('/nowhere')];
  expect(first.headers).toMatchObject({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  });
  expect(first.headers['x-request-id']).toEqual(expect.any(String));
  expect(second.headers['x-request-id']).not.toBe(first.headers['x-request-id']);
});

test('a bug of ours is 500 and tells the caller nothing', async () => {
  const { id } = await api.place();
  await api.shop.database.client
    .$executeRaw`update orders set status = 'paid', payment_method = 'seashells' where id = ${id}`;
  const answer = await api.ask('GET', `/v1/orders/${id}`);
  expect(answer.body).toMatchObject({ status: 500, code: 'internal_error' });
  expect(answer.text).not.toMatch(/seashells|row|\.ts|prisma/i);
});

describe('over a real connection', () => {
  test('2 MiB are refused with 413, not with a broken connection', async () => {
    const answer = await fetch(`${url}/v1/orders`, {
      method: 'POST',
      headers: { authorization: 'Bearer holdfast-dev', 'content-type': 'application/json' },
      body: JSON.stringify({ ...anOrder(), metadata: { text: 'x'.repeat(2 * 1_048_576) } }),
    });
    expect([answer.status, await answer.json()]).toMatchObject([413, { code: 'body_too_large' }]);
  });

  test.each([
    [
      'an address over 16 kB',
      `GET /v1/orders/${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
      431,
      'headers_too_large',
    ],
    ['what is no HTTP', 'hello\r\n\r\n', 400, 'bad_request'],
  ])('%s is refused with a problem', async (_, request, status, code) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write(request);
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    await once(socket, 'close');
    expect(text).toContain(`HTTP/1.1 ${status} `);
    expect(JSON.parse(text.slice(text.indexOf('\r\n\r\n')))).toMatchObject({ status, code });
  });
});
