import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import Fastify, { LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import { MINUTE } from '../domain/duration.ts';
import { knownPushServices } from '../providers/messages/push/push-endpoint.ts';
import { answerOfError, problemAnswer } from './answers.ts';
import { keyring } from './auth.ts';
import { serveConsole } from './console/console.ts';
import type { AppParts, Dependencies } from './dependencies.ts';
import { inboxFeed } from './inbox-feed.ts';
import { journalFeed } from './journal-feed.ts';
import { apiMetrics } from './metrics.ts';
import { pageFeed } from './pages/page-feed.ts';
import { servePages } from './pages/pages.ts';
import { phraseOf } from './problems.ts';
import type { Route } from './route.ts';
import { routesOf } from './routes.ts';
import { send, serveRoute } from './serve-route.ts';
import type { ServeOptions } from './serve-route.ts';
import { serveSystem } from './system.ts';
import { letTemporalUiCall } from './temporal-ui.ts';
import { toldEvents } from './told-events.ts';
import { answerUnknownRoutes } from './unknown-routes.ts';

/** api.md: a body is at most 1 MiB. */
const LARGEST_BODY = 1_048_576;
/** Long enough for every id there is and every wrong one to be told why; Node refuses whole addresses over 16 kB. */
const LONGEST_PARAMETER = 16_384;
/** Compiling all schemas takes a second; a machine that is busy with everything that starts beside it needs more than Fastify's ten. */
const STARTING = MINUTE;

export interface AppOptions {
  readonly logger?: FastifyBaseLogger;
  /** Tests: an answer that is not as its route declares is an error. */
  readonly checkAnswers?: boolean;
}

export interface App {
  readonly app: FastifyInstance;
  readonly registry: Registry;
}

/** The API, ready for `inject` or `listen`. Closing it ends the streams; the parts stay open, they belong to who made them. */
export async function buildApp(
  parts: AppParts,
  { logger, checkAnswers = false }: AppOptions = {},
): Promise<App> {
  const app = createServer(logger);
  const { log } = app;
  const dependencies = dependenciesOf(parts, log);
  const { registry, observe } = apiMetrics(dependencies.feed);
  const routes = routesOf(parts);

  observe(app);
  app.addHook('preClose', async () => {
    dependencies.feed.close();
    dependencies.inboxFeed.close();
    dependencies.pageFeed.close();
  });
  app.addHook('onClose', () => dependencies.toldEvents.idle());
  app.setErrorHandler((error, { id }, reply) =>
    send(
      reply,
      answerOfError(error, (err) => log.error({ err, requestId: id }, 'a request failed')),
    ),
  );
  readBodiesAsText(app);
  await serveRoutes(app, routes, { dependencies, checkAnswers });
  await app.register((pages) => servePages(pages, dependencies));
  await app.register((pages) => serveConsole(pages, dependencies), { prefix: '/console' });
  await app.register((system) => serveSystem(system, { routes, dependencies, registry }));
  answerUnknownRoutes(app, routes);
  await app.ready();
  return { app, registry };
}

function dependenciesOf(parts: AppParts, log: FastifyBaseLogger): Dependencies {
  const { database } = parts;
  const onError = (what: string) => (err: unknown) => log.error({ err }, `${what} could not be read`);
  return {
    receipts: new Map(),
    bureaus: new Map(),
    carriers: new Map(),
    temporalUiOrigins: [],
    pushServices: knownPushServices,
    ...parts,
    feed: journalFeed({ database, onError: onError('the journal') }),
    inboxFeed: inboxFeed({ database, onError: onError('the inboxes') }),
    pageFeed: pageFeed({ database, onError: onError('the orders of open pages') }),
    toldEvents: toldEvents({ ...parts, log }),
    keyring: keyring(parts),
    log,
  };
}

async function serveRoutes(
  app: FastifyInstance,
  routes: readonly Route[],
  options: ServeOptions,
): Promise<void> {
  for (const route of routes.filter(({ forms, csv, forTemporalUi }) => !forms && !csv && !forTemporalUi))
    serveRoute(app, route, options);
  await app.register(async (scope) => {
    readFormsAsText(scope);
    for (const route of routes.filter(({ forms }) => forms)) serveRoute(scope, route, options);
  });
  await app.register(async (scope) => {
    readCsvAsText(scope);
    for (const route of routes.filter(({ csv }) => csv)) serveRoute(scope, route, options);
  });
  await app.register(async (scope) => {
    const forUi = routes.filter(({ forTemporalUi }) => forTemporalUi);
    letTemporalUiCall(scope, forUi, options.dependencies);
    for (const route of forUi) serveRoute(scope, route, options);
  });
}

function createServer(logger: FastifyBaseLogger | undefined): FastifyInstance {
  const app: FastifyInstance = Fastify({
    ...(logger ? { loggerInstance: logger } : { logger: false }),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: LARGEST_BODY,
    pluginTimeout: STARTING,
    requestIdHeader: false,
    genReqId: requestIds(),
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    frameworkErrors: (error, _request, reply) => {
      send(
        reply,
        answerOfError(error, (err) => app.log.error({ err }, 'a request failed')),
      );
    },
    clientErrorHandler: refuseGarbage,
  });
  app.decorateRequest('caller');
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers({ ...securityHeaders, 'x-request-id': request.id });
    done();
  });
  return app;
}

/** Ids for log lines and answers: of this process's start, and rising. */
function requestIds(): () => string {
  const start = randomBytes(4).toString('hex');
  let count = 0;
  return () => `${start}-${(count += 1).toString(36)}`;
}

/** For answers that are data: nothing to cache, sniff, frame or run. Pages bring their own. */
const securityHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/** Routes parse JSON themselves: a webhook's signature is made over the text, and so is an idempotency key's hash. */
function readBodiesAsText(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
}

/** Webhooks of providers that send forms; their signatures too are made over what was sent. */
function readFormsAsText(scope: FastifyInstance): void {
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, body),
  );
}

function readCsvAsText(scope: FastifyInstance): void {
  scope.addContentTypeParser('text/csv', { parseAs: 'string' }, (_request, body, done) => done(null, body));
}

/** What is no HTTP, or has headers too large, never reaches a route; it is answered on the socket. */
function refuseGarbage(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const { status, headers, body } = problemAnswer(
    error.code === 'HPE_HEADER_OVERFLOW' ? 'headers_too_large' : 'bad_request',
  );
  const text = JSON.stringify(body);
  const head = [
    `HTTP/1.1 ${status} ${phraseOf(status)}`,
    `Content-Type: ${headers['content-type']}`,
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`);
}
