import { isDeepStrictEqual } from 'node:util';
import { SandboxProblem } from './problem.ts';
import type { Refund, RefundRequest } from './refund.ts';
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
  tell(sandbox, made, session);
  return made;
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

function tell({ webhooks }: Sandbox, { at, request }: Refund, session: Session | undefined): void {
  const { orderId, amount, currency, key } = request;
  const about = session ? { sessionId: session.id, method: session.request.method } : {};
  webhooks.send(
    {
      id: newId('evt'),
      type: 'payment.refunded',
      at,
      data: { orderId, ...about, amount, currency, refundKey: key },
    },
    { copies: 1, delayMs: 0 },
  );
}

function sameRequest(earlier: Refund, request: RefundRequest): Refund {
  if (isDeepStrictEqual(earlier.request, request)) return earlier;
  throw new SandboxProblem(422, 'idempotency_key_reused', 'This key was used for another refund.');
}
