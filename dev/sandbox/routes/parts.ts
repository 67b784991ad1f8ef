import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Faults } from '../faults.ts';
import { describeSession, type Sandbox } from '../sessions.ts';
import type { Session } from '../session.ts';

/** What every route of the sandbox is given. */
export interface RouteParts {
  readonly sandbox: Sandbox;
  readonly faults: Faults;
  /** Where people reach the sandbox, as seen by this request. No slash at the end. */
  readonly baseUrlOf: (request: FastifyRequest) => string;
}

/** What makes a call that is repeated one call. */
export const Key = z.object({ 'idempotency-key': z.string().min(1).max(255) });

/** The session a path names. */
export const SessionPath = z.object({ id: z.string() });

/** A session as the API shows it to this caller. */
export function shown({ sandbox, baseUrlOf }: RouteParts, request: FastifyRequest, session: Session) {
  return describeSession(sandbox, session, baseUrlOf(request));
}

/** Aborted once the answer is out or the caller has hung up. */
export function goneSignal(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return gone.signal;
}
