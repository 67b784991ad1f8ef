import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { buildApp } from '../../api/app.ts';
import { machineNow } from '../../api/clock.ts';
import { orderGateway } from '../../api/order-gateway.ts';
import { placingDesk } from '../../api/placing/placing.ts';
import { customerHashes } from '../../providers/opaque-names.ts';
import { linkTokens } from '../../providers/link-tokens.ts';
import { routePayments, sandboxRoutes } from '../../providers/payment/routing.ts';
import type { RunningShop } from './running-shop.ts';

/** The REST API in dev mode, on the real engine of a running shop: nothing between a request and an order's workflow is made up. */
export interface RunningApi {
  /** Asks with the dev key; answers status and JSON. */
  ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object): Promise<ApiAnswer>;
  close(): Promise<void>;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
  /** The body as this schema has it. */
  as<T>(schema: z.ZodType<T>): T;
}

export async function openRunningApi({ database, provider, engine }: RunningShop): Promise<RunningApi> {
  const { address, namespace } = engine;
  const hashCustomer = customerHashes('test-secret-for-customers');
  const gateway = orderGateway({ address, namespace, database, hashCustomer });
  const placing = placingDesk({
    database,
    now: machineNow,
    onPlaced: () => undefined, // the first thing asked of an order starts it
  });
  const { app } = await buildApp(
    {
      database,
      gateway,
      placing,
      now: machineNow,
      devMode: true,
      links: linkTokens('a-secret-for-tests-only'),
      payments: routePayments([provider], sandboxRoutes),
      publicUrl: 'http://shop.test',
      paymentOrigins: [],
      sealSecret: 'a-secret-for-tests-only',
    },
    { checkAnswers: true },
  );
  return {
    ask: (method, url, body) => ask(app, method, url, body),
    async close() {
      await app.close();
      await gateway.close();
    },
  };
}

async function ask(
  app: FastifyInstance,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  body?: object,
): Promise<ApiAnswer> {
  const headers = { authorization: 'Bearer holdfast-dev' };
  const response = await app.inject({ method, url, headers, ...(body ? { payload: body } : {}) });
  const json = response.body === '' ? undefined : response.json<unknown>();
  return { status: response.statusCode, body: json, as: (schema) => schema.parse(json) };
}
