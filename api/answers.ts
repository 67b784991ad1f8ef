import { Refusal } from '../domain/refusal.ts';
import { isDatabaseAway } from '../prisma/database-trouble.ts';
import { ProviderUnavailable } from '../providers/ports.ts';
import { EngineUnavailable } from './engine/order-gateway.ts';
import { RequestRefusal, problemOf, statusOf } from './problems.ts';
import type { FieldProblem, ProblemCode, ProblemExtras, RequestProblemCode } from './problems.ts';

/** What a request is answered, before it is written out. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';
export const JSON_TYPE = 'application/json; charset=utf-8';

/** When to come back where something of ours is away, in seconds. */
const COME_BACK = '2';

/** Errors of Fastify's that are the caller's, by its code. */
const frameworkErrors: Readonly<Record<string, RequestProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'bad_request',
  FST_ERR_BAD_URL: 'bad_request',
};

/** A problem document as an answer. */
export function problemAnswer(code: ProblemCode, extras: ProblemExtras = {}): Answered {
  const headers = { 'content-type': PROBLEM_TYPE, ...extras.headers };
  return { status: statusOf(code), headers, body: problemOf(code, extras) };
}

/**
 * What an error is answered. Refusals say why; what is away is 503 with Retry-After; everything else is a bug of ours: 500,
 * told to `onBug` and not to the caller.
 */
export function answerOfError(error: unknown, onBug: (error: unknown) => void): Answered {
  if (error instanceof Refusal)
    return problemAnswer(error.code, { facts: error.facts, errors: badFieldOf(error) });
  if (error instanceof RequestRefusal) return problemAnswer(error.code, error.extras);
  const away = awayCodeOf(error);
  if (away) return problemAnswer(away, { headers: { 'retry-after': COME_BACK } });
  const code = frameworkCodeOf(error);
  if (code) return problemAnswer(code);
  onBug(error);
  return problemAnswer('internal_error');
}

/** A refusal whose facts name a `field` of the body says in `errors` which one, like a request that is not valid. */
function badFieldOf({ code, facts }: Refusal): FieldProblem[] {
  const { field } = facts;
  return typeof field === 'string' ? [{ field, in: 'body', message: problemOf(code).title }] : [];
}

function awayCodeOf(error: unknown): RequestProblemCode | undefined {
  if (error instanceof EngineUnavailable) return 'engine_unavailable';
  if (error instanceof ProviderUnavailable) return 'provider_unavailable';
  return isDatabaseAway(error) ? 'database_unavailable' : undefined;
}

function frameworkCodeOf(error: unknown): RequestProblemCode | undefined {
  if (!(error instanceof Error) || !('statusCode' in error) || typeof error.statusCode !== 'number')
    return undefined;
  const known = 'code' in error && typeof error.code === 'string' ? frameworkErrors[error.code] : undefined;
  return known ?? (error.statusCode < 500 ? 'bad_request' : undefined);
}
