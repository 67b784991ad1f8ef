import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { problemOf, Problem } from '../problems.ts';
import type { Method } from '../route.ts';

/** What the REST API refused, with its reason. */
export class RestRefusal extends Error {
  override readonly name = 'RestRefusal';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** A field of a form that can't be read at all, refused as the REST API refuses one. */
export function badField(field: string, message: string): RestRefusal {
  return new RestRefusal(problemOf('invalid_request', { errors: [{ field, in: 'body', message }] }));
}

/** What was thrown, its bad fields called as the form calls them where REST calls them otherwise. What is no refusal stays as it is. */
export function withFieldsCalled(error: unknown, nameOf: (field: string) => string): unknown {
  if (!(error instanceof RestRefusal)) return error;
  const { problem } = error;
  const errors = problem.errors.map((each) => ({ ...each, field: nameOf(each.field) }));
  return new RestRefusal({ ...problem, errors });
}

/** A request that writes. */
export interface Writing<T> {
  readonly method?: Exclude<Method, 'GET'>;
  readonly body?: object;
  /** What a success is answered with. */
  readonly answer: z.ZodType<T>;
  /** The form's: sent twice, it is done once. */
  readonly idempotencyKey: string;
  /** The entity tag of what it was meant for. */
  readonly ifMatch?: string | undefined;
}

/**
 * The REST API, asked with the signed-in person's key: the console's only way to data and to doing something, so scopes, rules and
 * refusals are the API's own. Everything throws `RestRefusal` with the problem that was answered.
 */
export interface Rest {
  get<T>(url: string, answer: z.ZodType<T>, query?: Readonly<Record<string, string>>): Promise<T>;
  /** A POST that only asks: it stores nothing, so it needs no key. */
  ask<T>(url: string, asking: Pick<Writing<T>, 'body' | 'answer'>): Promise<T>;
  /** POSTs unless told otherwise. */
  send<T>(url: string, writing: Writing<T>): Promise<T>;
}

export function restOf(app: Pick<FastifyInstance, 'inject'>, apiKey: string): Rest {
  const headers = { authorization: `Bearer ${apiKey}` };
  return {
    async get(url, answer, query = {}) {
      return read(await app.inject({ method: 'GET', url, query, headers }), answer);
    },
    async ask(url, { body = {}, answer }) {
      return read(await app.inject({ method: 'POST', url, headers, payload: body }), answer);
    },
    async send(url, { method = 'POST', body, answer, idempotencyKey, ifMatch }) {
      const guard = ifMatch === undefined ? {} : { 'if-match': ifMatch };
      const keyed = { ...headers, 'idempotency-key': idempotencyKey, ...guard };
      const sent = body === undefined ? {} : { payload: body };
      return read(await app.inject({ method, url, headers: keyed, ...sent }), answer);
    },
  };
}

interface Answered {
  readonly statusCode: number;
  readonly body: string;
}

function read<T>({ statusCode, body }: Answered, answer: z.ZodType<T>): T {
  const json: unknown = body === '' ? undefined : JSON.parse(body);
  if (statusCode >= 400) throw new RestRefusal(Problem.parse(json));
  return answer.parse(json);
}

/**
 * An address of the REST API; what is put into it is encoded: ``at`/v1/orders/${id}` ``. Throws `RestRefusal` for `.` and `..`, which no
 * encoding keeps from leading to another address, and which are nobody's id.
 */
export function at(literals: TemplateStringsArray, ...ids: readonly string[]): string {
  if (ids.some((id) => id === '.' || id === '..')) throw new RestRefusal(problemOf('not_found'));
  return literals.reduce((url, literal, index) => url + encodeURIComponent(ids[index - 1] ?? '') + literal);
}
