import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import { DEFAULT_NAME } from '../prisma/defaults.ts';
import { policies } from '../prisma/policies.ts';
import { requireScope } from './auth.ts';
import type { Dependencies } from './dependencies.ts';
import { openApiDocument } from './openapi.ts';
import type { Route } from './route.ts';

/** The engine is asked this long at most: readiness does not depend on it. */
const ENGINE_PATIENCE = 1_000;

/** How the process is, and how to use it: `/healthz`, `/readyz`, `/metrics`, `/openapi.json`, `/docs`. */
export async function serveSystem(
  app: FastifyInstance,
  {
    routes,
    dependencies,
    registry,
  }: { readonly routes: readonly Route[]; readonly dependencies: Dependencies; readonly registry: Registry },
): Promise<void> {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const [database, engine] = await Promise.all([databaseState(dependencies), engineState(dependencies)]);
    const ready = database === 'ready';
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not_ready', database, engine });
  });
  app.get('/metrics', async (request, reply) => {
    requireScope(await dependencies.keyring.callerOf(request.headers.authorization), ['staff', 'admin']);
    return reply.type(registry.contentType).send(await registry.metrics());
  });
  await serveDocs(app, routes);
}

/** Ready is a database that is migrated and has its defaults. */
async function databaseState({ database }: Dependencies): Promise<'ready' | 'not_migrated' | 'away'> {
  if (!(await database.isReachable())) return 'away';
  const found = await policies(database.client)
    .newest(DEFAULT_NAME)
    .catch(() => undefined);
  return found ? 'ready' : 'not_migrated';
}

/** Reported and not required: placing works without it (rules.md 6). */
async function engineState({ gateway }: Dependencies): Promise<'reachable' | 'away'> {
  const timeout = AbortSignal.timeout(ENGINE_PATIENCE);
  const late = new Promise<false>((resolve) =>
    timeout.addEventListener('abort', () => resolve(false), { once: true }),
  );
  const reachable = await Promise.race([gateway.isReachable().catch(() => false), late]);
  return reachable ? 'reachable' : 'away';
}

async function serveDocs(app: FastifyInstance, routes: readonly Route[]): Promise<void> {
  const document = openApiDocument(routes);
  const text = JSON.stringify(document);
  app.get('/openapi.json', async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(text),
  );
  await app.register(swagger, { mode: 'static', specification: { document: JSON.parse(text) } });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    uiConfig: { persistAuthorization: true },
  });
}
