import { z } from 'zod';
import type { Caller, Scope } from './auth.ts';
import type { Dependencies } from './dependencies.ts';
import { readInput } from './input.ts';
import { Problem } from './problems.ts';

/** An `Idempotency-Key` and what it was used for: hex SHA-256 of method, path and body. */
export interface IdempotencyRequest {
  readonly key: string;
  readonly requestHash: string;
}

/** One request before its parts are parsed. */
export interface RawCall {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  /** Whose key came with it; open routes have nobody's. */
  readonly caller: Caller;
  /** There where an `Idempotency-Key` came. Only routes with `idempotency: 'own'` need to look. */
  readonly idempotency: IdempotencyRequest | undefined;
  /** The machine's now, ISO UTC; an order's own now is `clock.ts`'s. */
  readonly now: string;
  /** The body as it came, for signatures. */
  readonly rawBody: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** What carrying a request out adds to it. */
export interface Execution {
  /** A UUID: the idempotency row's id where an `Idempotency-Key` came; it is the update's id too (rules.md 10). */
  readonly requestId: string;
  /** Adds a header to the answer; it is kept with a stored answer. */
  readonly setHeader: (name: string, value: string) => void;
}

/** What a handler gets of one request, parsed. */
export interface Call<P, Q, B> extends Omit<RawCall, 'params' | 'query' | 'body'>, Execution {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type ResponseSchemas = Readonly<Record<number, z.ZodType>>;
type SuccessStatus = 200 | 201 | 202 | 204;
type BodyOf<R extends ResponseSchemas> = z.output<R[Extract<keyof R, SuccessStatus>]>;

interface RouteFacts {
  readonly method: Method;
  /** Fastify's spelling: `/v1/orders/:orderId`. */
  readonly url: string;
  /** What the key must be allowed to do, any one of them; `open` needs no key. */
  readonly scope: Scope | readonly Scope[] | 'open';
  readonly summary: string;
  /** `own`: the handler keeps its idempotency itself. `sealed`: stored answers are encrypted, since they hold a secret. */
  readonly idempotency?: 'own' | 'sealed';
  /** The media type of a success; JSON if left out. */
  readonly produces?: 'text/event-stream';
  /** `text`: the handler reads `rawBody` (webhooks); `body` then only describes it. */
  readonly bodyAs?: 'text';
  /** Takes form bodies too (`application/x-www-form-urlencoded`), as text: some providers' webhooks. */
  readonly forms?: true;
  /** Takes `text/csv` too: its text is the body `{ csv }`. */
  readonly csv?: true;
  /** The Temporal UI's pages call it from an operator's browser. */
  readonly forTemporalUi?: true;
  /** A schema for every status it answers with; exactly one of them is a success. */
  readonly response: ResponseSchemas;
}

/** A route of the REST API: what it takes, what it answers, and the call it makes. */
export interface RouteDefinition<P, Q, B, R extends ResponseSchemas> extends RouteFacts {
  readonly params?: z.ZodType<P>;
  readonly query?: z.ZodType<Q>;
  readonly body?: z.ZodType<B>;
  readonly response: R;
  readonly handler: (call: Call<P, Q, B>, dependencies: Dependencies) => Promise<BodyOf<R>> | BodyOf<R>;
}

/** Carries out one request that has been read. */
export type Carry = (execution: Execution, dependencies: Dependencies) => Promise<unknown>;

/** A route as the app registers it, its types erased. */
export interface Route extends RouteFacts {
  readonly params: z.ZodType | undefined;
  readonly query: z.ZodType | undefined;
  readonly body: z.ZodType | undefined;
  /** The status of a success. */
  readonly success: number;
  /** Parses the request. Throws `RequestRefusal('invalid_request')` that names every bad field. */
  readonly read: (raw: RawCall) => Carry;
}

/** Declares a route. Throws at start when it declares no success, or two. */
export function route<
  P = undefined,
  Q = undefined,
  B = undefined,
  R extends ResponseSchemas = ResponseSchemas,
>(definition: RouteDefinition<P, Q, B, R>): Route;
export function route(definition: RouteDefinition<unknown, unknown, unknown, ResponseSchemas>): Route {
  const { handler, params, query, body, ...facts } = definition;
  const [success, ...more] = Object.keys(facts.response)
    .map(Number)
    .filter((status) => status < 300);
  if (success === undefined || more.length > 0)
    throw new Error(`${facts.method} ${facts.url} must declare one success`);
  const schemas = { params, query, body };
  return {
    ...facts,
    ...schemas,
    success,
    read: (raw) => {
      const input = readInput(facts.bodyAs === 'text' ? { params, query, body: undefined } : schemas, raw);
      return async (execution, dependencies) => handler({ ...raw, ...input, ...execution }, dependencies);
    },
  };
}

/** No body: the answer of 204. */
export const NoContent = z.undefined();

/** All a route answers with: what it declares, and what comes with its key, its body, its fields and its idempotency key. */
export function responsesOf(route: Route): ResponseSchemas {
  const { scope, method, bodyAs, idempotency, params, query, body, response } = route;
  const writes = method !== 'GET';
  const applies: readonly (readonly [number, boolean])[] = [
    [400, body !== undefined && bodyAs === undefined],
    [401, scope !== 'open'],
    [403, scope !== 'open'],
    [409, writes && idempotency !== 'own'],
    [413, writes],
    [415, writes],
    [422, writes || params !== undefined || query !== undefined],
  ];
  const common = applies.filter(([, does]) => does).map(([status]) => [status, Problem] as const);
  return { ...Object.fromEntries(common), ...response };
}
