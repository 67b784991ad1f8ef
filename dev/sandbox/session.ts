import { z } from 'zod';
import { LARGEST_AMOUNT } from '../../domain/money.ts';

export const sessionStates = ['open', 'processing', 'succeeded', 'failed', 'closed'] as const;
export type SessionState = (typeof sessionStates)[number];

export const outcomes = ['succeeded', 'failed', 'processing'] as const;
export type Outcome = (typeof outcomes)[number];

/** An amount that can be paid or refunded, in minor units. */
export const Amount = z.int().min(1).max(LARGEST_AMOUNT);

/** Why something failed, as a code. */
export const FailureCode = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'must be a code in snake_case');

/** What Holdfast asks for; with the same idempotency key it must be the same again. */
export const SessionRequest = z.strictObject({
  orderId: z.string().min(1).max(128),
  revision: z.int().min(1),
  amount: Amount,
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code'),
  method: z.string().regex(/^[a-z][a-z_]{0,39}$/, 'must be a method name'),
  expiresAt: z.iso.datetime(),
  returnUrl: z.url({ protocol: /^https?$/ }).max(2000),
});
export type SessionRequest = z.infer<typeof SessionRequest>;

/** One try to pay a session, with what came of it. */
export const Attempt = z.object({
  at: z.string(),
  outcome: z.enum(outcomes),
  amount: z.int(),
  failureCode: z.string().optional(),
});

/** A session as it is kept. `state` is what was last done to it; `stateAt` is what it is. */
export const Session = z.object({
  id: z.string(),
  idempotencyKey: z.string(),
  request: SessionRequest,
  createdAt: z.string(),
  state: z.enum(sessionStates),
  attempts: z.array(Attempt),
  paid: z.object({ amount: z.int(), at: z.string() }).optional(),
  refunded: z.int(),
  /** Events sent about it: a refund may name one of them instead of the session. */
  eventIds: z.array(z.string()),
});
export type Session = z.infer<typeof Session>;

/** From which states an outcome can come: a failed session can be tried again, a processing one settles either way. */
const payableFrom: Record<Outcome, readonly SessionState[]> = {
  succeeded: ['open', 'failed', 'processing'],
  failed: ['open', 'failed', 'processing'],
  processing: ['open', 'failed'],
};

/** The state at `at`: what can still be paid is closed once its time is up. Money on its way is not stopped by that. */
export function stateAt(session: Session, at: string): SessionState {
  return hasExpired(session, at) ? 'closed' : session.state;
}

/** Whether the session closed by itself: its last moment is the one before `expiresAt`. */
export function hasExpired({ state, request }: Session, at: string): boolean {
  return (state === 'open' || state === 'failed') && Date.parse(request.expiresAt) <= Date.parse(at);
}

/** Whether `outcome` can come of the session at `at`. */
export function canBecome(session: Session, outcome: Outcome, at: string): boolean {
  return payableFrom[outcome].includes(stateAt(session, at));
}

/** The code of the last attempt, where it failed. */
export function failureCodeOf({ state, attempts }: Session): string | undefined {
  return state === 'failed' ? attempts.at(-1)?.failureCode : undefined;
}
