import { z } from 'zod';
import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

/** A refusal that a caller branches on, answered as a problem document with this `code`. */
export class SandboxProblem extends Error {
  override readonly name = 'SandboxProblem';
  readonly status: number;
  readonly code: string;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(status: number, code: string, detail: string, more: Readonly<Record<string, unknown>> = {}) {
    super(detail);
    this.status = status;
    this.code = code;
    this.more = more;
  }
}

/** Answers any error as application/problem+json (RFC 9457). A 5xx that nobody meant is logged and says nothing. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemFrom(error);
  if (problem.status >= 500 && !(error instanceof SandboxProblem))
    request.log.error({ err: error }, 'request failed');
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .send({
      type: 'about:blank',
      title: STATUS_CODES[problem.status] ?? 'Error',
      status: problem.status,
      detail: problem.message,
      code: problem.code,
      ...problem.more,
    });
}

function problemFrom(error: unknown): SandboxProblem {
  if (error instanceof SandboxProblem) return error;
  if (error instanceof z.ZodError) {
    const errors = error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
    return new SandboxProblem(422, 'invalid_request', 'The request has fields that are missing or wrong.', {
      errors,
    });
  }
  if (isClientError(error)) return new SandboxProblem(error.statusCode, 'unreadable_request', error.message);
  return new SandboxProblem(500, 'internal_error', 'Something went wrong here.');
}

/** Fastify's own refusals: malformed JSON, a body too large, a content type it does not take. */
function isClientError(error: unknown): error is FastifyError & { statusCode: number } {
  if (!(error instanceof Error) || !('statusCode' in error)) return false;
  return typeof error.statusCode === 'number' && error.statusCode >= 400 && error.statusCode < 500;
}
