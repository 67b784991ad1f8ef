import { openSessions } from '../prisma/open-sessions.ts';
import type { LiveSession } from '../prisma/open-sessions.ts';
import { orders } from '../prisma/orders.ts';
import { payments } from '../prisma/payments.ts';
import type { UnappliedEvent } from '../prisma/payments.ts';
import type { PaymentProvider, SessionAnswer } from '../providers/ports.ts';
import type { Dependencies } from './dependencies.ts';
import type { StepInput } from './order-step.ts';

/** A session the provider knows. */
type KnownSession = LiveSession & { readonly sessionId: string };

/**
 * Asking and closing at the provider: calls to the outside. What it says is stored as payment events, exactly as if a
 * webhook had brought them; the order's next step applies them. A provider that can't be reached changes nothing.
 */
export function providerCalls(dependencies: Dependencies) {
  return {
    /** Asks about every session of the order that may still bring money. */
    async askSessions({ orderId, now }: StepInput): Promise<void> {
      await eachSession(dependencies, orderId, now, async (provider, session) =>
        store(dependencies, session, await provider.askSession(session), now),
      );
    },

    /** Asks, then closes what is neither paid nor being paid: the last thing before an order closes or changes. */
    async closeSessions({ orderId, now }: StepInput): Promise<void> {
      await eachSession(dependencies, orderId, now, async (provider, session) => {
        const answer = await provider.askSession(session);
        await store(dependencies, session, answer, now);
        if (answer.state === 'open' || answer.state === 'failed')
          await close(dependencies, provider, session, now);
      });
    },
  };
}

async function eachSession(
  { database, providers }: Dependencies,
  orderId: string,
  now: string,
  work: (provider: PaymentProvider, session: KnownSession) => Promise<void>,
): Promise<void> {
  const sessions = openSessions(database.client);
  for (const session of await sessions.ofOrder(orderId)) {
    const provider = providers.get(session.provider);
    const known = provider && (await found({ database }, provider, session));
    if (provider && known) await work(provider, known);
  }
  await orders(database.client).markAsked(orderId, now);
}

/** A row left `opening` by a crash: the provider is asked by our key. It never had it: nothing can be paid there. */
async function found(
  { database }: Pick<Dependencies, 'database'>,
  provider: PaymentProvider,
  session: LiveSession,
): Promise<KnownSession | undefined> {
  if (session.sessionId !== undefined) return { ...session, sessionId: session.sessionId };
  const answer = await provider.findSession({ idempotencyKey: session.id, orderId: session.orderId });
  if (answer === 'unknown') return undefined;
  if (answer === 'none') {
    await openSessions(database.client).mark(session.id, 'closed');
    return undefined;
  }
  await openSessions(database.client).mark(session.id, 'open', {
    sessionId: answer.sessionId,
    url: answer.url,
  });
  return { ...session, sessionId: answer.sessionId };
}

async function close(
  { database }: Dependencies,
  provider: PaymentProvider,
  session: KnownSession,
  now: string,
): Promise<void> {
  const answer = await provider.closeSession(session);
  if (answer.state === 'closed') return openSessions(database.client).mark(session.id, 'closed', { at: now });
  if (answer.state !== 'unknown') await store({ database }, session, await provider.askSession(session), now);
}

async function store(
  { database }: Pick<Dependencies, 'database'>,
  session: KnownSession,
  answer: SessionAnswer,
  now: string,
): Promise<void> {
  const event = eventOf(session, answer, now);
  if (event) return payments(database.client).storeAnswer(event, now);
  if (answer.state === 'unknown') return;
  await openSessions(database.client).mark(session.id, answer.state === 'closed' ? 'closed' : session.state, {
    at: now,
  });
}

/** What the provider said, as the event it amounts to; undefined where nothing has happened to the session. */
function eventOf(session: KnownSession, answer: SessionAnswer, now: string): UnappliedEvent | undefined {
  const { provider, orderId, sessionId, amount, currency } = session;
  const event = {
    provider,
    orderId,
    sessionId,
    amount,
    currency,
    occurredAt: now,
    eventId: `asked:${sessionId}:${answer.state}`,
  };
  switch (answer.state) {
    case 'succeeded':
      return {
        ...event,
        type: 'payment.succeeded',
        amount: answer.amount,
        currency: answer.currency,
        occurredAt: answer.at,
      };
    case 'processing':
      return { ...event, type: 'payment.processing' };
    case 'failed':
      return { ...event, type: 'payment.failed', failureCode: answer.failureCode ?? 'unknown' };
    case 'closed':
    case 'open':
    case 'unknown':
      return undefined;
    default:
      return answer satisfies never;
  }
}
