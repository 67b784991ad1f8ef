import { openSessions } from '../prisma/open-sessions.ts';
import type { LiveSession } from '../prisma/open-sessions.ts';
import { orders } from '../prisma/orders.ts';
import { unappliedEvents } from '../prisma/unapplied-events.ts';
import type { UnappliedEvent } from '../prisma/unapplied-events.ts';
import type { PaymentProvider, SessionAnswer } from '../providers/ports.ts';
import type { Dependencies } from './dependencies.ts';
import type { StepInput } from './order-step.ts';

/** A session the provider knows. */
export type KnownSession = LiveSession & { readonly sessionId: string };

/**
 * Asking and closing at the provider: calls to the outside. What it says is stored as payment events, exactly as if a
 * webhook had brought them; the order's next step applies them. A provider that can't be reached changes nothing.
 */
export function providerCalls(dependencies: Dependencies) {
  const sessionsOf = (orderId: string) => openSessions(dependencies.database.client).ofOrder(orderId);
  return {
    /** Asks about every session of the order that may still bring money. */
    async askSessions({ orderId, now }: StepInput): Promise<void> {
      await askEach(dependencies, await sessionsOf(orderId), now);
      await orders(dependencies.database.client).markAsked(orderId, now);
    },

    /** Asks, then closes what is neither paid nor being paid: the last thing before an order closes or changes. */
    async closeSessions({ orderId, now }: StepInput): Promise<void> {
      await closeEach(dependencies, await sessionsOf(orderId), now);
      await orders(dependencies.database.client).markAsked(orderId, now);
    },
  };
}

/** Asks about each of the sessions and takes what is said. */
export async function askEach(
  dependencies: Dependencies,
  sessions: readonly LiveSession[],
  now: string,
): Promise<void> {
  await eachSession(dependencies, sessions, async (provider, session) =>
    takeAnswer(dependencies, session, await provider.askSession(session), now),
  );
}

/** Asks, then closes what is neither paid nor being paid. */
export async function closeEach(
  dependencies: Dependencies,
  sessions: readonly LiveSession[],
  now: string,
): Promise<void> {
  await eachSession(dependencies, sessions, async (provider, session) => {
    const answer = await provider.askSession(session);
    await takeAnswer(dependencies, session, answer, now);
    if (answer.state === 'open' || answer.state === 'failed')
      await close(dependencies, provider, session, now);
  });
}

async function eachSession(
  { database, providers }: Dependencies,
  sessions: readonly LiveSession[],
  work: (provider: PaymentProvider, session: KnownSession) => Promise<void>,
): Promise<void> {
  for (const session of sessions) {
    const provider = providers.get(session.provider);
    const known = provider && (await found({ database }, provider, session));
    if (provider && known) await work(provider, known);
  }
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
  if (answer.state !== 'unknown')
    await takeAnswer({ database }, session, await provider.askSession(session), now);
}

/** Takes what the provider said: as an event where it is news, and in the session's row. */
export async function takeAnswer(
  { database }: Pick<Dependencies, 'database'>,
  session: KnownSession,
  answer: SessionAnswer,
  now: string,
): Promise<void> {
  if (answer.state === 'unknown') return;
  const event = newsOf(session, answer, now);
  if (event) await unappliedEvents(database.client).storeAnswer(event, now);
  const sessions = openSessions(database.client);
  if (answer.state === 'closed') await sessions.mark(session.id, 'closed', { at: now });
  else await sessions.markAsked(session.id, now);
}

/**
 * What the provider said, as the event it amounts to; undefined where we know it already. A session can fail and be tried
 * again, so news has its instant in its id; it succeeds once. One that was processing and is not any more has failed.
 */
export function newsOf(
  session: KnownSession,
  answer: SessionAnswer,
  now: string,
): UnappliedEvent | undefined {
  const { provider, orderId, sessionId, amount, currency, state: known } = session;
  const about = { provider, orderId, sessionId, amount, currency, occurredAt: now };
  const failed = { ...about, type: 'payment.failed', eventId: `asked:${sessionId}:failed:${now}` } as const;
  switch (answer.state) {
    case 'succeeded': {
      const { amount, currency, at } = answer;
      const eventId = `asked:${sessionId}:succeeded`;
      return { ...about, type: 'payment.succeeded', amount, currency, occurredAt: at, eventId };
    }
    case 'processing':
      return known === 'processing'
        ? undefined
        : { ...about, type: 'payment.processing', eventId: `asked:${sessionId}:processing:${now}` };
    case 'failed':
      return known === 'failed' ? undefined : { ...failed, failureCode: answer.failureCode ?? 'unknown' };
    case 'closed':
    case 'open':
      return known === 'processing' ? { ...failed, failureCode: 'unknown' } : undefined;
    case 'unknown':
      return undefined;
    default:
      return answer satisfies never;
  }
}
