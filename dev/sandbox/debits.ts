import { isDeepStrictEqual } from 'node:util';
import { declineOf } from './debit.ts';
import type { Debit, DebitRequest } from './debit.ts';
import { SandboxProblem } from './problem.ts';
import { clockOf, newId, type Sandbox } from './sessions.ts';

/** Tries to take money from a card, once per key: a key that was used answers as it did then. 422 when it was used for another request. */
export function debit(sandbox: Sandbox, idempotencyKey: string, request: DebitRequest): Debit {
  const earlier = sandbox.records.debitByKey(idempotencyKey);
  if (earlier) return sameRequest(earlier, request);
  const declined = sandbox.records.debitsOf(request.orderId).filter((one) => one.failureCode !== undefined);
  const ofToken = declined.filter((one) => one.request.token === request.token);
  const failureCode = declineOf(request.token, ofToken.length);
  const made: Debit = {
    id: newId('deb'),
    idempotencyKey,
    request,
    at: clockOf(sandbox, request.orderId),
    refunded: 0,
    ...(failureCode === undefined ? {} : { failureCode }),
  };
  sandbox.records.saveDebit(made);
  return made;
}

function sameRequest(earlier: Debit, request: DebitRequest): Debit {
  if (isDeepStrictEqual(earlier.request, request)) return earlier;
  throw new SandboxProblem(422, 'idempotency_key_reused', 'This key was used for another debit.');
}
