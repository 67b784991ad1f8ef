import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { JSON_TYPE, answerOfError } from './answers.ts';
import type { Answered } from './answers.ts';
import { nobody, requireScope } from './auth.ts';
import type { Caller } from './auth.ts';
import type { Dependencies } from './dependencies.ts';
import { answerOnce, idempotencyRequest } from './idempotency.ts';
import { readJson } from './json-body.ts';
import { responsesOf } from './route.ts';
import type { Carry, Route } from './route.ts';
import { comesFromTemporalUi } from './temporal-ui.ts';

export interface ServeOptions {
  readonly dependencies: Dependencies;
  /** Tests: an answer that is not as declared is an error. */
  readonly checkAnswers: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller;
  }
}

/** Puts a route into the app: who may call it, what is parsed, how often it is carried out, how it is answered. */
export function serveRoute(
  app: FastifyInstance,
  route: Route,
  { dependencies, checkAnswers }: ServeOptions,
): void {
  app.route({
    method: route.method,
    url: route.url,
    exposeHeadRoute: route.method === 'GET' && route.produces === undefined,
    onRequest: (request) => authenticate(route, dependencies, request),
    handler: async (request, reply) => {
      const toProblem = (error: unknown) => problemOfError(route, dependencies, request, error);
      const answer = await answerOf(route, dependencies, request, toProblem).catch(toProblem);
      if (checkAnswers) checkAnswer(route, answer);
      return send(reply, answer);
    },
  });
}

async function authenticate(
  { scope, forTemporalUi }: Route,
  dependencies: Dependencies,
  request: FastifyRequest,
): Promise<void> {
  request.caller = nobody;
  if (scope === 'open') return;
  if (forTemporalUi && dependencies.devMode && comesFromTemporalUi(request, dependencies)) return;
  const known = dependencies.keyring.callerOf(request.headers.authorization);
  const caller = known instanceof Promise ? await known : known;
  requireScope(caller, scope);
  request.caller = caller;
}

function problemOfError(
  { url, method }: Route,
  { log }: Dependencies,
  { id }: FastifyRequest,
  error: unknown,
): Answered {
  const facts = { route: url, method, requestId: id };
  return answerOfError(error, (err) => log.error({ err, ...facts }, 'a request failed'));
}

async function answerOf(
  route: Route,
  dependencies: Dependencies,
  request: FastifyRequest,
  toProblem: (error: unknown) => Answered,
): Promise<Answered> {
  const { database, now, sealSecret } = dependencies;
  const { method, url, caller } = request;
  const rawBody = typeof request.body === 'string' ? request.body : '';
  const headers = headersOf(request);
  const idempotency =
    route.method === 'GET'
      ? undefined
      : idempotencyRequest(headers['idempotency-key'], { method, url, body: rawBody });
  const body = bodyOf(route, headers['content-type'], rawBody);
  const carry = route.read({
    params: request.params,
    query: request.query,
    body,
    caller,
    idempotency,
    now: now(),
    rawBody,
    headers,
  });
  if (!idempotency || route.idempotency === 'own') return carryOut(route, dependencies, carry, randomUUID());
  return answerOnce({
    database,
    now,
    request: { apiKeyId: caller.apiKeyId, ...idempotency, subject: subjectOf(request.params) },
    sealSecret: route.idempotency === 'sealed' ? sealSecret : undefined,
    carryOut: (requestId) => carryOut(route, dependencies, carry, requestId).catch(toProblem),
  });
}

const Subject = z.object({ customerId: z.string().optional(), id: z.string().optional() });

/** Whom or what the address names: a customer, or an appeal, a review, a call by its id. */
function subjectOf(params: unknown): string | undefined {
  const { customerId, id } = Subject.safeParse(params).data ?? {};
  return customerId ?? id;
}

function bodyOf({ bodyAs, csv }: Route, type: string | undefined, text: string): unknown {
  if (bodyAs === 'text') return undefined;
  return csv && type?.toLowerCase().startsWith('text/csv') ? { csv: text } : readJson(text);
}

async function carryOut(
  route: Route,
  dependencies: Dependencies,
  carry: Carry,
  requestId: string,
): Promise<Answered> {
  const headers: Record<string, string> = { 'content-type': route.produces ?? JSON_TYPE };
  const setHeader = (name: string, value: string) => void (headers[name] = value);
  const body = await carry({ requestId, setHeader }, dependencies);
  return { status: route.success, headers, body };
}

/** Header names are lower case; of one that came several times the first counts. */
function headersOf({ headers }: FastifyRequest): Readonly<Record<string, string | undefined>> {
  const first: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(headers)) first[name] = Array.isArray(value) ? value[0] : value;
  return first;
}

/** Writes an answer out; a stream goes out as it is. */
export function send(reply: FastifyReply, { status, headers, body }: Answered): FastifyReply {
  reply.code(status).headers(headers);
  if (body === undefined) return reply.removeHeader('content-type').send();
  const isJson = headers['content-type']?.includes('json') ?? true;
  return reply.send(isJson ? JSON.stringify(body) : body);
}

/** Every answer is one the route declares; trouble of ours (5xx) needs no declaration. */
function checkAnswer(route: Route, { status, body }: Answered): void {
  if (status >= 500 || (route.produces && status < 300)) return;
  const schema = responsesOf(route)[status];
  if (!schema) throw new Error(`${route.method} ${route.url} does not declare ${status}`);
  const parsed = schema.safeParse(body === undefined ? undefined : JSON.parse(JSON.stringify(body)));
  if (!parsed.success)
    throw new Error(
      `${route.method} ${route.url} answers ${status} otherwise than declared: ${parsed.error.message}`,
    );
}
