import { Stripe } from 'stripe';
import { HOUR, SECOND, earlier } from '../../../domain/duration.ts';
import { Refusal } from '../../../domain/refusal.ts';
import { ProviderUnavailable } from '../../ports.ts';
import type {
  CloseAnswer,
  OpenSession,
  PaymentProvider,
  ProviderSession,
  SessionAnswer,
} from '../../ports.ts';
import { StripeSession, instantOf, sessionAnswer } from './answers.ts';
import { checkoutParams, stripeMethods } from './checkout.ts';
import { debitAtStripe } from './debits.ts';
import { refundAtStripe } from './refunds.ts';
import { troubleOf } from './trouble.ts';
import { readStripeWebhook } from './webhook.ts';

export interface StripeOptions {
  readonly secretKey: string;
  readonly webhookSecret: string;
  /** Stripe's own unless given: tests. */
  readonly apiUrl?: string | undefined;
  /** Two calls in a row must stay under the 10 s an order's loop may wait (rules.md 5). */
  readonly timeoutMs?: number;
  readonly now?: () => Date;
}

/** Sessions live a day at Stripe (rules.md 13): one that is older can't be waiting under our key. */
const REACH_BACK = 25 * HOUR;
const LOOK_FOR = 8 * SECOND;

/** Stripe by way of Checkout sessions. Who can't be reached is `unknown`; our keys are its idempotency keys. */
export function stripePayments(options: StripeOptions): PaymentProvider {
  const { webhookSecret, now = () => new Date() } = options;
  const stripe = connectTo(options);
  return {
    name: 'stripe',
    methods: stripeMethods,
    openSession: (request) => openSession(stripe, request, now()),
    askSession: ({ sessionId }) => askSession(stripe, sessionId),
    findSession: ({ idempotencyKey }) => findSession(stripe, idempotencyKey, now()),
    closeSession: ({ sessionId }) => closeSession(stripe, sessionId),
    refund: (request) => refundAtStripe(stripe, request),
    debit: (request) => debitAtStripe(stripe, request),
    verifyWebhook: (headers, body, at) =>
      readStripeWebhook(stripe, { secret: webhookSecret, headers, body, now: at }),
  };
}

function connectTo({ secretKey, apiUrl, timeoutMs = 4 * SECOND }: StripeOptions): Stripe {
  const url = apiUrl === undefined ? undefined : new URL(apiUrl);
  const place = url && {
    host: url.hostname,
    port: url.port || (url.protocol === 'https:' ? 443 : 80),
    protocol: url.protocol === 'https:' ? ('https' as const) : ('http' as const),
  };
  return new Stripe(secretKey, { ...place, timeout: timeoutMs, maxNetworkRetries: 0, telemetry: false });
}

async function openSession(stripe: Stripe, request: OpenSession, now: Date): Promise<ProviderSession> {
  const { idempotencyKey, expiresAt, method, amount, currency } = request;
  try {
    const made = await stripe.checkout.sessions.create(checkoutParams(request, now), { idempotencyKey });
    return providerSession(StripeSession.parse(made), expiresAt);
  } catch (error) {
    if (error instanceof Refusal || error instanceof ProviderUnavailable) throw error;
    const trouble = troubleOf(error);
    if (trouble.kind === 'key_reused') {
      // It was opened under this key before, when its time was still within Stripe's limits.
      const known = await findSession(stripe, idempotencyKey, now);
      if (typeof known === 'object') return { ...known, expiresAt: earlier(known.expiresAt, expiresAt) };
    }
    if (trouble.kind !== 'refused') throw new ProviderUnavailable(trouble.why);
    if (trouble.code.startsWith('amount_too_'))
      throw new Refusal('method_not_allowed', { method, amount, currency, why: trouble.code });
    throw new Error(`Stripe refused to open a session: ${trouble.why}`, { cause: error });
  }
}

/** Ends when we end it, which is never later than Stripe does: our timer closes it (rules.md 13). */
function providerSession({ id, url }: StripeSession, expiresAt: string): ProviderSession {
  if (!url) throw new ProviderUnavailable('the session has no page any more');
  return { sessionId: id, url, expiresAt };
}

/** A session with its payment, or why there is none: one that Stripe does not know is another account's, and nobody's to close. */
async function sessionAt(
  stripe: Stripe,
  sessionId: string,
): Promise<StripeSession | { readonly why: string }> {
  try {
    const expand = ['payment_intent.latest_charge'];
    const session = StripeSession.safeParse(await stripe.checkout.sessions.retrieve(sessionId, { expand }));
    return session.success ? session.data : { why: 'the answer is not a session' };
  } catch (error) {
    return { why: troubleOf(error).why };
  }
}

async function askSession(stripe: Stripe, sessionId: string): Promise<SessionAnswer> {
  const session = await sessionAt(stripe, sessionId);
  return 'why' in session ? { state: 'unknown', why: session.why } : sessionAnswer(session);
}

async function closeSession(stripe: Stripe, sessionId: string): Promise<CloseAnswer> {
  try {
    const { status } = await stripe.checkout.sessions.expire(sessionId);
    return status === 'expired'
      ? { state: 'closed' }
      : { state: 'unknown', why: `it is ${status ?? 'nothing'} after closing` };
  } catch (error) {
    const trouble = troubleOf(error);
    return trouble.kind === 'refused'
      ? whyNotClosed(await sessionAt(stripe, sessionId))
      : { state: 'unknown', why: trouble.why };
  }
}

/** Only an open session can be closed: one that is complete was paid, is being paid, or has failed for good. */
function whyNotClosed(session: StripeSession | { readonly why: string }): CloseAnswer {
  if ('why' in session) return { state: 'unknown', why: session.why };
  const answer = sessionAnswer(session);
  if (session.status === 'expired') return { state: 'closed' };
  if (answer.state === 'succeeded') return { state: 'paid' };
  if (answer.state === 'processing') return { state: 'processing' };
  if (session.status === 'complete' && answer.state === 'failed') return { state: 'closed' };
  return { state: 'unknown', why: `it is ${answer.state} and could not be closed` };
}

/** Stripe finds nothing by key, so the sessions that are open are looked through; nobody can have paid one whose page was never shown. */
async function findSession(
  stripe: Stripe,
  idempotencyKey: string,
  now: Date,
): Promise<ProviderSession | 'none' | 'unknown'> {
  const until = performance.now() + LOOK_FOR;
  const gte = Math.floor((now.getTime() - REACH_BACK) / SECOND);
  try {
    for await (const found of stripe.checkout.sessions.list({
      status: 'open',
      created: { gte },
      limit: 100,
    })) {
      if (found.metadata?.['holdfast_session'] === idempotencyKey)
        return providerSession(StripeSession.parse(found), instantOf(found.expires_at));
      if (performance.now() > until) return 'unknown';
    }
    return 'none';
  } catch (error) {
    if (error instanceof ProviderUnavailable) return 'unknown';
    troubleOf(error);
    return 'unknown';
  }
}
