import type { DebitAnswer, PaymentProvider } from '../../ports.ts';
import { SandboxDebit } from './answers.ts';
import type { ProviderCall, ProviderReply } from '../../provider-calls.ts';

/** Takes money from a bound card at the sandbox, once per key. */
export function sandboxDebits(
  call: (call: ProviderCall) => Promise<ProviderReply>,
): NonNullable<PaymentProvider['debit']> {
  return async ({ key, orderId, amount, currency, token }) =>
    debited(
      await call({
        method: 'POST',
        path: '/debits',
        headers: { 'idempotency-key': key },
        body: { orderId, amount, currency, token },
      }),
    );
}

/** A refusal of the call is none of the card: it is asked again, and staff hear of it when that goes on. */
function debited(reply: ProviderReply): DebitAnswer {
  if (!reply.reached) return { state: 'unknown', why: reply.why };
  if (reply.status >= 300) return { state: 'unknown', why: `answered ${reply.status}` };
  const debit = SandboxDebit.safeParse(reply.body);
  if (!debit.success) return { state: 'unknown', why: 'the answer is not a debit' };
  return debit.data.state === 'succeeded'
    ? { state: 'succeeded', reference: debit.data.id, at: debit.data.at }
    : { state: 'declined', code: debit.data.failureCode, hard: debit.data.hard };
}
