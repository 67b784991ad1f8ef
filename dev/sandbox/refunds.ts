import { isDeepStrictEqual } from 'node:util';
import type { ProviderEvent } from './event.ts';
import { SandboxProblem } from './problem.ts';
import type { Refund, RefundFailure, RefundRequest } from './refund.ts';
import { clockOf, newId, type Sandbox } from './sessions.ts';
import type { Debit } from './debit.ts';
import type { Session } from './session.ts';

/**
 * Gives money back once per key, and tells by webhook (`refundKey` echoes the key). What was paid on a session is the
 * most that goes back from it. A reference the sandbox does not know is an event that came without a session
 * (api.md): it is taken at its word. 422 otherwise.
 */
export function refund(sandbox: Sandbox, request: RefundRequest): Refund {
  const earlier = sandbox.records.refundByKey(request.key);
  if (earlier) return sameRequest(earlier, request);
  const session = sessionMeant(sandbox, request.reference);
  const debit = sandbox.records.debit(request.reference);
  if (session) giveBack(sandbox, session, request);
  if (debit) giveBackOfDebit(sandbox, debit, request);
  const made: Refund = { id: newId('ref'), at: clockOf(sandbox, request.orderId), request };
  sandbox.records.saveRefund(made);
  tell(sandbox, made, { type: 'payment.refunded', at: made.at });
  return made;
}

/**
 * Lets a refund fail that was accepted: what it gave back can be given back anew, and a webhook tells it. Once: failed before, it stays as it
 * is. 404 where there is none.
 */
export function failRefund(sandbox: Sandbox, id: string, { failureCode }: RefundFailure): Refund {
  const refund = sandbox.records.refund(id);
  if (!refund) throw new SandboxProblem(404, 'refund_not_found', 'There is no refund with this id.');
  if (refund.failed) return refund;
  const { orderId, reference, amount } = refund.request;
  const session = sessionMeant(sandbox, reference);
  if (session) sandbox.records.saveSession({ ...session, refunded: session.refunded - amount });
  const at = clockOf(sandbox, orderId);
  const failed: Refund = { ...refund, failed: { at, code: failureCode } };
  sandbox.records.saveRefund(failed);
  tell(sandbox, failed, { type: 'payment.refund_failed', at, failureCode });
  return failed;
}

function sessionMeant({ records }: Sandbox, reference: string): Session | undefined {
  return records.session(reference) ?? records.sessionByEvent(reference);
}

function giveBack({ records }: Sandbox, session: Session, request: RefundRequest): void {
  checkWithin((session.paid?.amount ?? 0) - session.refunded, session.request.currency, request);
  records.saveSession({ ...session, refunded: session.refunded + request.amount });
}

function giveBackOfDebit({ records }: Sandbox, debit: Debit, request: RefundRequest): void {
  const taken = debit.failureCode === undefined ? debit.request.amount : 0;
  checkWithin(taken - debit.refunded, debit.request.currency, request);
  records.saveDebit({ ...debit, refunded: debit.refunded + request.amount });
}

function checkWithin(left: number, paidIn: string, { amount, currency }: RefundRequest): void {
  if (currency !== paidIn)
    throw new SandboxProblem(422, 'currency_mismatch', 'The payment was in another currency.');
  if (amount > left)
    throw new SandboxProblem(422, 'refund_exceeds_payment', `Of this payment ${left} can be given back.`, {
      left,
    });
}

interface News extends Pick<ProviderEvent, 'type' | 'at'> {
  readonly failureCode?: string;
}

function tell(sandbox: Sandbox, { request }: Refund, { type, at, ...failure }: News): void {
  const { orderId, amount, currency, key, reference } = request;
  const session = sessionMeant(sandbox, reference);
  const about = session ? { sessionId: session.id, method: session.request.method } : {};
  const data = { orderId, ...about, amount, currency, refundKey: key, ...failure };
  sandbox.webhooks.send({ id: newId('evt'), type, at, data }, { copies: 1, delayMs: 0 });
}

function sameRequest(earlier: Refund, request: RefundRequest): Refund {
  if (isDeepStrictEqual(earlier.request, request)) return earlier;
  throw new SandboxProblem(422, 'idempotency_key_reused', 'This key was used for another refund.');
}
