import {
  ProviderUnavailable,
  type CloseAnswer,
  type OpenSession,
  type PaymentProvider,
  type ProviderSession,
  type RefundAnswer,
  type SessionAnswer,
} from '../../ports.ts';
import { webhookKey } from '../../standard-webhooks.ts';
import { SandboxProblem, SandboxRefund, SandboxSession, SandboxSessions } from './answers.ts';
import { providerCaller, type ProviderReply } from '../../provider-calls.ts';
import { sandboxDebits } from './debits.ts';
import { readWebhook } from './webhook.ts';

export interface SandboxPaymentOptions {
  readonly baseUrl: string;
  /** `whsec_…`, shared with the sandbox; a bad one throws at start. */
  readonly webhookSecret: string;
  /** Under the 10 s that an order's loop may wait for an outside call (rules.md 5). */
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
}

/** The sandbox payment provider as a port. Who can't be reached is `unknown`; what it never had is definite. */
export function sandboxPaymentProvider(options: SandboxPaymentOptions): PaymentProvider {
  const { baseUrl, webhookSecret, timeoutMs = 5000, fetch = globalThis.fetch } = options;
  webhookKey(webhookSecret);
  const call = providerCaller({ baseUrl, timeoutMs, fetch });
  return {
    name: 'sandbox',
    openSession: async ({ idempotencyKey, ...body }) =>
      opened(
        await call({
          method: 'POST',
          path: '/sessions',
          headers: { 'idempotency-key': idempotencyKey },
          body: sessionBody(body),
        }),
      ),
    askSession: async ({ sessionId }) => asked(await call({ method: 'GET', path: sessionPath(sessionId) })),
    findSession: async ({ idempotencyKey, orderId }) =>
      found(
        await call({
          method: 'GET',
          path: `/sessions?${new URLSearchParams({ idempotencyKey, orderId }).toString()}`,
        }),
      ),
    closeSession: async ({ sessionId }) =>
      closed(await call({ method: 'POST', path: `${sessionPath(sessionId)}/close` })),
    refund: async ({ key, orderId, reference, amount, currency }) =>
      refunded(
        await call({ method: 'POST', path: '/refunds', body: { key, orderId, reference, amount, currency } }),
      ),
    debit: sandboxDebits(call),
    verifyWebhook: (headers, body, now) => readWebhook({ secret: webhookSecret, headers, body, now }),
  };
}

function sessionPath(sessionId: string): string {
  return `/sessions/${encodeURIComponent(sessionId)}`;
}

/** Names each field: a caller's wider object must not change the body, or the same key would be refused. */
function sessionBody(request: Omit<OpenSession, 'idempotencyKey'>): Omit<OpenSession, 'idempotencyKey'> {
  const { orderId, revision, amount, currency, method, expiresAt, returnUrl } = request;
  return { orderId, revision, amount, currency, method, expiresAt, returnUrl };
}

/** A refusal (4xx) is thrown as a plain error: we asked for something wrong, and asking again changes nothing. */
function opened(reply: ProviderReply): ProviderSession {
  if (!reply.reached) throw new ProviderUnavailable(reply.why);
  if (isRefusal(reply)) throw new Error(`the sandbox refused to open a session: ${refusalOf(reply)}`);
  const session = SandboxSession.safeParse(reply.body);
  if (!session.success) throw new ProviderUnavailable('the answer is not a session');
  return providerSession(session.data);
}

function asked(reply: ProviderReply): SessionAnswer {
  if (!reply.reached) return { state: 'unknown', why: reply.why };
  if (isNoSuchSession(reply)) return { state: 'closed' };
  if (isRefusal(reply)) return { state: 'unknown', why: refusalOf(reply) };
  const session = SandboxSession.safeParse(reply.body);
  return session.success ? stateOf(session.data) : { state: 'unknown', why: 'the answer is not a session' };
}

function stateOf({ state, failureCode, paid }: SandboxSession): SessionAnswer {
  switch (state) {
    case 'open':
    case 'closed':
    case 'processing':
      return { state };
    case 'failed':
      return { state, ...(failureCode === undefined ? {} : { failureCode }) };
    case 'succeeded':
      return paid
        ? { state, ...paid }
        : { state: 'unknown', why: 'succeeded, but it does not say with how much' };
    default:
      return state satisfies never;
  }
}

function found(reply: ProviderReply): ProviderSession | 'none' | 'unknown' {
  if (!reply.reached || isRefusal(reply)) return 'unknown';
  const sessions = SandboxSessions.safeParse(reply.body);
  if (!sessions.success) return 'unknown';
  const [first] = sessions.data;
  return first ? providerSession(first) : 'none';
}

function closed(reply: ProviderReply): CloseAnswer {
  if (!reply.reached) return { state: 'unknown', why: reply.why };
  if (isNoSuchSession(reply)) return { state: 'closed' };
  if (reply.status === 409) {
    const state = problemOf(reply)?.state;
    if (state === 'succeeded') return { state: 'paid' };
    if (state === 'processing') return { state: 'processing' };
  }
  if (isRefusal(reply)) return { state: 'unknown', why: refusalOf(reply) };
  const session = SandboxSession.safeParse(reply.body);
  if (!session.success) return { state: 'unknown', why: 'the answer is not a session' };
  return session.data.state === 'closed'
    ? { state: 'closed' }
    : { state: 'unknown', why: `it is ${session.data.state} after closing` };
}

/** Only the sandbox's own 422 is a final no. Any other refusal may be a wrong address or key, and is worth asking again. */
function refunded(reply: ProviderReply): RefundAnswer {
  if (!reply.reached) return { state: 'unknown', why: reply.why };
  if (reply.status === 422 && problemOf(reply)) return { state: 'refused', why: refusalOf(reply) };
  if (isRefusal(reply)) return { state: 'unknown', why: refusalOf(reply) };
  const refund = SandboxRefund.safeParse(reply.body);
  if (!refund.success) return { state: 'unknown', why: 'the answer is not a refund' };
  const { id, at, failureCode } = refund.data;
  return failureCode === undefined
    ? { state: 'refunded', refundId: id, at }
    : { state: 'refused', why: `the refund ${id} has failed: ${failureCode}` };
}

type Reached = Extract<ProviderReply, { reached: true }>;

function isRefusal({ status }: Reached): boolean {
  return status >= 300;
}

/**
 * A session the provider never had can't be paid, so it counts as closed: `unknown` would keep its order open for
 * ever. The code is compared so that a 404 from anything else at that address decides nothing.
 */
function isNoSuchSession(reply: Reached): boolean {
  return reply.status === 404 && problemOf(reply)?.code === 'session_not_found';
}

function problemOf({ body }: Reached) {
  return SandboxProblem.safeParse(body).data;
}

function refusalOf(reply: Reached): string {
  const problem = problemOf(reply);
  return problem ? `${problem.code}: ${problem.detail}` : `answered ${reply.status}`;
}

function providerSession({ id, url, expiresAt }: SandboxSession): ProviderSession {
  return { sessionId: id, url, expiresAt };
}
