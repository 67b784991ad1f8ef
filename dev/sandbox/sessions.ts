import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { durationMs, isDuration, later, SECOND, WEEK } from '../../domain/duration.ts';
import { paymentEvent } from './event.ts';
import { SandboxProblem } from './problem.ts';
import type { Records } from './records.ts';
import {
  Amount,
  FailureCode,
  canBecome,
  failureCodeOf,
  outcomes,
  stateAt,
  type Session,
  type SessionRequest,
} from './session.ts';
import type { Webhooks } from './webhooks.ts';

/** What every part of the sandbox works with. */
export interface Sandbox {
  readonly records: Records;
  readonly webhooks: Webhooks;
  readonly now: () => Date;
}

/** How long a `late` webhook waits where `after` does not say. */
const LATE_MS = 5 * SECOND;

/** Real time, as milliseconds or as an ISO 8601 duration (`PT5S`), up to a week. */
const After = z
  .union([
    z.int().nonnegative(),
    z.string().refine(isDuration, 'must be an ISO 8601 duration').transform(durationMs),
  ])
  .refine((ms) => ms <= WEEK, 'must be at most a week');

/**
 * How a person or a test pays. `amount` is the session's unless given. `webhook`: `send`, `drop` (never sent), `twice` (the same event
 * id two times, side by side) or `late`, which waits 5 s; `after` is another wait, before whatever is sent.
 */
export const Payment = z.strictObject({
  outcome: z.enum(outcomes),
  failureCode: FailureCode.default('declined'),
  amount: Amount.optional(),
  webhook: z.enum(['send', 'drop', 'twice', 'late']).default('send'),
  after: After.optional(),
});
export type Payment = z.infer<typeof Payment>;

/** The order's own now: the machine's plus what it was told the order is ahead (rules.md 8). ISO UTC. */
export function clockOf({ records, now }: Sandbox, orderId: string): string {
  return later(now().toISOString(), records.offsetMs(orderId));
}

/** The session opened under `idempotencyKey`, made now if there is none. 422 when the key was used for another request. */
export function openSession(sandbox: Sandbox, idempotencyKey: string, request: SessionRequest): Session {
  const earlier = sandbox.records.sessionByKey(idempotencyKey);
  if (earlier) return sameRequest(earlier, request);
  const session: Session = {
    id: newId('ses'),
    idempotencyKey,
    request,
    createdAt: clockOf(sandbox, request.orderId),
    state: 'open',
    attempts: [],
    refunded: 0,
    eventIds: [],
  };
  sandbox.records.saveSession(session);
  return session;
}

/** The session, or 404. */
export function sessionWith(sandbox: Sandbox, id: string): Session {
  const session = sandbox.records.session(id);
  if (!session) throw new SandboxProblem(404, 'session_not_found', 'There is no such session.');
  return session;
}

/** Tries to pay, and tells by webhook what came of it. 409 with the state when that can't come of it any more. */
export function paySession(sandbox: Sandbox, id: string, payment: Payment): Session {
  const session = sessionWith(sandbox, id);
  const { outcome } = payment;
  const at = clockOf(sandbox, session.request.orderId);
  if (!canBecome(session, outcome, at)) {
    const state = stateAt(session, at);
    throw new SandboxProblem(
      409,
      'session_not_payable',
      `The session is ${state}: no payment can be ${outcome} on it.`,
      { state },
    );
  }
  const amount = payment.amount ?? session.request.amount;
  const failureCode = outcome === 'failed' ? payment.failureCode : undefined;
  const event = paymentEvent(session, { id: newId('evt'), at, outcome, amount, failureCode });
  const tried: Session = {
    ...session,
    state: outcome,
    attempts: [...session.attempts, { at, outcome, amount, failureCode }],
    eventIds: [...session.eventIds, event.id],
    ...(outcome === 'succeeded' ? { paid: { amount, at } } : {}),
  };
  sandbox.records.saveSession(tried);
  if (payment.webhook !== 'drop')
    sandbox.webhooks.send(event, { copies: payment.webhook === 'twice' ? 2 : 1, delayMs: delayOf(payment) });
  return tried;
}

/** Takes no more payments; again changes nothing. 409 with the state when money has come or is on its way. */
export function closeSession(sandbox: Sandbox, id: string): Session {
  const session = sessionWith(sandbox, id);
  const { state } = session;
  if (state === 'succeeded' || state === 'processing') {
    throw new SandboxProblem(409, 'session_not_closable', `The session is ${state}.`, { state });
  }
  if (state === 'closed') return session;
  const closed: Session = { ...session, state: 'closed' };
  sandbox.records.saveSession(closed);
  return closed;
}

/** A session as the API shows it, at its order's own now. `baseUrl` is where people reach the sandbox. */
export function describeSession(sandbox: Sandbox, session: Session, baseUrl: string) {
  const { id, request, paid, createdAt, attempts, refunded } = session;
  const { orderId, amount, currency, method, expiresAt, revision, returnUrl } = request;
  const state = stateAt(session, clockOf(sandbox, orderId));
  const failureCode = state === 'failed' ? failureCodeOf(session) : undefined;
  return {
    id,
    orderId,
    amount,
    currency,
    method,
    state,
    expiresAt,
    revision,
    createdAt,
    returnUrl,
    url: `${baseUrl}/sessions/${id}/checkout`,
    attempts,
    refunded,
    ...(failureCode === undefined ? {} : { failureCode }),
    ...(paid ? { paid: { ...paid, currency } } : {}),
  };
}

/** `<kind>_` and 96 random bits. */
export function newId(kind: 'deb' | 'ses' | 'evt' | 'ref'): string {
  return `${kind}_${randomBytes(12).toString('hex')}`;
}

function sameRequest(earlier: Session, request: SessionRequest): Session {
  if (isDeepStrictEqual(earlier.request, request)) return earlier;
  throw new SandboxProblem(
    422,
    'idempotency_key_reused',
    'This idempotency key was used for another session.',
  );
}

function delayOf({ webhook, after }: Payment): number {
  return after ?? (webhook === 'late' ? LATE_MS : 0);
}
