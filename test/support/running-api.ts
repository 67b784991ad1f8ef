import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { z } from 'zod';
import { buildApp } from '../../api/app.ts';
import { reportSources } from '../../api/webhook-sources.ts';
import { machineNow } from '../../api/clock.ts';
import { orderGateway } from '../../api/engine/order-gateway.ts';
import type { OrderGateway } from '../../api/engine/order-gateway.ts';
import { placingDesk } from '../../api/placing/placing.ts';
import { customerHashes } from '../../providers/opaque-names.ts';
import { keyFrom, vaultWith } from '../../providers/vault.ts';
import { linkTokens } from '../../providers/link-tokens.ts';
import { sandboxClock } from '../../providers/payment/sandbox/clock.ts';
import { routePayments, sandboxRoutes } from '../../providers/payment/routing.ts';
import type { RunningShop } from './running-shop.ts';
import { testCipher } from './payloads.ts';
import { WEBHOOK_SECRET } from './shop.ts';

/** The REST API in dev mode, on the real engine of a running shop: nothing between a request and an order's workflow is made up. */
export interface RunningApi {
  /** Asks with the dev key; answers status and JSON. */
  ask(method: Method, url: string, body?: object): Promise<ApiAnswer>;
  /** As `ask`, and as a careful caller does: with a key, and again under it while the engine is away or busy (503). */
  insist(method: Method, url: string, body?: object): Promise<ApiAnswer>;
  readonly gateway: OrderGateway;
  /** The id of what was asked of an order's workflow last. */
  requested(orderId: string): string | undefined;
  /** Where it listens; nowhere without a port. */
  readonly url: string;
  close(): Promise<void>;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
  /** The body as this schema has it. */
  as<T>(schema: z.ZodType<T>): T;
}

/** What an API stands on. */
type Ground = Pick<RunningShop, 'database' | 'provider' | 'sandboxUrl'> & {
  readonly engine: Pick<RunningShop['engine'], 'address' | 'namespace' | 'dataConverter'>;
};

export async function openRunningApi(
  { database, provider, engine: { address, namespace, dataConverter }, sandboxUrl }: Ground,
  { port }: { readonly port?: number } = {},
): Promise<RunningApi> {
  const hashCustomer = customerHashes('test-secret-for-customers');
  const engine = orderGateway({ address, namespace, dataConverter, database, hashCustomer });
  const requested = new Map<string, string>();
  const gateway: OrderGateway = {
    ...engine,
    request(order, request) {
      requested.set(order.id, request.requestId);
      return engine.request(order, request);
    },
  };
  const placing = placingDesk({
    database,
    now: machineNow,
    onPlaced: (order) => void gateway.startOrder(order).catch(() => undefined), // as api/order-starter.ts
  });
  const { app } = await buildApp(
    {
      database,
      gateway,
      payloads: testCipher,
      placing,
      now: machineNow,
      devMode: true,
      links: linkTokens('a-secret-for-tests-only'),
      sandboxClock: sandboxClock({ baseUrl: sandboxUrl }),
      payments: routePayments([provider], sandboxRoutes),
      publicUrl: 'http://shop.test',
      paymentOrigins: [],
      sealSecret: 'a-secret-for-tests-only',
      consoleSessionMs: 43_200_000,
      vault: vaultWith(keyFrom('a-secret-for-tests-only')),
      bureaus: reportSources({ bureaus: { sandbox: WEBHOOK_SECRET, bureau: undefined } }),
    },
    { checkAnswers: true, logger: pino({ level: 'error' }) },
  );
  const url = port === undefined ? '' : await app.listen({ host: '127.0.0.1', port });
  return {
    gateway,
    requested: (orderId) => requested.get(orderId),
    url,
    ask: (method, url, body) => ask(app, { method, url, body }),
    insist: (method, url, body) => insist(app, { method, url, body }),
    async close() {
      await app.close();
      await engine.close();
    },
  };
}

/** How often a careful caller asks again. */
const MOST_TRIES = 100;

interface Asked {
  readonly method: Method;
  readonly url: string;
  readonly body: object | undefined;
}

async function insist(app: FastifyInstance, asked: Asked): Promise<ApiAnswer> {
  const key = { 'idempotency-key': randomUUID() };
  for (let tries = 1; ; tries += 1) {
    const answer = await ask(app, asked, key);
    const isAway = answer.status === 503 && !saysProviderIsAway(answer);
    if (!isAway || tries === MOST_TRIES) return answer;
    await sleep(200);
  }
}

/** It may stay away for long: that is an answer. */
const saysProviderIsAway = ({ body }: ApiAnswer) => Object(body)['code'] === 'provider_unreachable';

async function ask(app: FastifyInstance, { method, url, body }: Asked, more = {}): Promise<ApiAnswer> {
  const headers = { authorization: 'Bearer holdfast-dev', ...more };
  const response = await app.inject({ method, url, headers, ...(body ? { payload: body } : {}) });
  const json = response.body === '' ? undefined : response.json<unknown>();
  return { status: response.statusCode, body: json, as: (schema) => schema.parse(json) };
}
