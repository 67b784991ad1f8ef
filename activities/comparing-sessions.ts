import { MINUTE, later } from '../domain/duration.ts';
import { isOpen } from '../domain/order/status.ts';
import { openSessions } from '../prisma/open-sessions.ts';
import type { Difference, Repair } from '../prisma/reconciliations.ts';
import { sessionsToCompare } from '../prisma/sessions-to-compare.ts';
import type { ComparedSession } from '../prisma/sessions-to-compare.ts';
import type { PaymentProvider, SessionAnswer } from '../providers/ports.ts';
import { newsOf, takeAnswer } from './asking.ts';
import type { KnownSession } from './asking.ts';
import type { Dependencies } from './dependencies.ts';

export interface ComparedSessions {
  readonly differences: readonly Difference[];
  readonly sessions: { readonly asked: number; readonly unanswered: number; readonly left: number };
}

/** One run asks so often; what is left is begun with by the next, and told. */
const MOST_SESSIONS = 2_000;
const PAGE = 50;
/** Well under what a run may take (prisma/reconciliations.ts): a slow provider leaves sessions for the next run. */
const LONGEST = 10 * MINUTE;

interface Comparing {
  readonly dependencies: Dependencies;
  readonly repair: boolean;
  /** The machine's. */
  readonly now: string;
  /** The process stops: the run is given up, and done again by another. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks the providers about every session that may still bring money, or that was over within the last week, and says what they know
 * otherwise than we do. What they answer is taken as it is whenever they are asked; money they took and nobody told us of becomes
 * an event, and a session that can still be paid for an order that is over is closed.
 */
export async function compareSessions(comparing: Comparing): Promise<ComparedSessions> {
  const { client } = comparing.dependencies.database;
  const differences: Difference[] = [];
  let [asked, unanswered] = [0, 0];
  let after: string | undefined;
  const until = performance.now() + LONGEST;
  while (asked + unanswered < MOST_SESSIONS && performance.now() < until) {
    const page = await sessionsToCompare(client, comparing.now, { after, limit: PAGE });
    for (const compared of page) {
      comparing.signal?.throwIfAborted();
      const outcome = await compare(comparing, compared);
      if (outcome === 'unanswered') unanswered += 1;
      else asked += 1;
      if (typeof outcome === 'object') differences.push(outcome);
    }
    after = page.at(-1)?.session.id;
    if (page.length < PAGE) return { differences, sessions: { asked, unanswered, left: 0 } };
  }
  const left = (await sessionsToCompare(client, comparing.now, { after, limit: MOST_SESSIONS })).length;
  return { differences, sessions: { asked, unanswered, left } };
}

async function compare(
  comparing: Comparing,
  compared: ComparedSession,
): Promise<Difference | 'unanswered' | 'same'> {
  const { session } = compared;
  const provider = comparing.dependencies.providers.get(session.provider);
  if (!provider) return difference(compared, 'provider_is_gone', 'by_a_person', false);
  if (provider.keepsSessions === false) return 'same';
  if (session.providerSessionId === undefined) return compareUnknown(comparing, compared, provider);
  const { providerSessionId: sessionId, orderId } = session;
  const answer = await provider.askSession({ sessionId, orderId });
  if (answer.state === 'unknown') return 'unanswered';
  return judge(comparing, compared, { provider, sessionId, answer });
}

/** A row left `opening` whose order's own asking has not got to it: the provider is asked by our key. */
async function compareUnknown(
  { dependencies, repair }: Comparing,
  compared: ComparedSession,
  provider: PaymentProvider,
): Promise<Difference | 'unanswered' | 'same'> {
  const { id, orderId, state } = compared.session;
  if (state !== 'opening') return 'same';
  const found = await provider.findSession({ idempotencyKey: id, orderId });
  if (found === 'unknown') return 'unanswered';
  const rows = openSessions(dependencies.database.client);
  if (repair && found === 'none') await rows.mark(id, 'closed');
  if (repair && found !== 'none') await rows.mark(id, 'open', { sessionId: found.sessionId, url: found.url });
  return difference(compared, 'session_left_opening', 'take_answer', repair);
}

interface Answered {
  readonly provider: PaymentProvider;
  readonly sessionId: string;
  readonly answer: Exclude<SessionAnswer, { state: 'unknown' }>;
}

async function judge(
  comparing: Comparing,
  compared: ComparedSession,
  answered: Answered,
): Promise<Difference | 'same'> {
  const { answer } = answered;
  const { session, payment, isNewsWaiting } = compared;
  if (answer.state === 'succeeded') {
    if (payment)
      return payment.amount === answer.amount && payment.currency === answer.currency
        ? 'same'
        : difference(compared, 'provider_paid_otherwise', 'by_a_person', false, answer);
    if (isNewsWaiting) return 'same';
    await takeIt(comparing, compared, answered);
    return difference(compared, 'paid_session_untold', 'take_answer', comparing.repair, answer);
  }
  if (payment) return difference(compared, 'provider_forgot_payment', 'by_a_person', false, answer);
  const isPayable = answer.state === 'open' || answer.state === 'failed';
  const isWanted = session.instalment !== null || isOpen(compared.orderStatus);
  if (isPayable && (session.state === 'closed' || !isWanted)) return closeIt(comparing, compared, answered);
  if (isNewsWaiting || !isNews(comparing, compared, answered)) return 'same';
  await takeIt(comparing, compared, answered);
  return difference(compared, 'session_state_untold', 'take_answer', comparing.repair, answer);
}

/** A session that ended at its time is no news; one that is closed for us is one again when money is on its way through it. */
function isNews({ now }: Comparing, compared: ComparedSession, { sessionId, answer }: Answered): boolean {
  const { session, clockOffsetMs } = compared;
  if (session.state === 'closed') return answer.state === 'processing';
  if (answer.state === 'closed') return session.expiresAt > later(now, clockOffsetMs);
  return newsOf(liveSession(compared, sessionId), answer, now) !== undefined;
}

/** Stores the answer as asking does, on the order's clock, and tells whoever settles it. */
async function takeIt(
  { dependencies, repair, now }: Comparing,
  compared: ComparedSession,
  { sessionId, answer }: Answered,
): Promise<void> {
  if (!repair) return;
  const session = liveSession(compared, sessionId);
  const at = later(now, compared.clockOffsetMs);
  const news = newsOf(session, answer, at);
  await takeAnswer(dependencies, session, answer, at);
  if (news) await dependencies.companions.tellOfPayment(session.orderId, news);
}

async function closeIt(
  { dependencies, repair }: Comparing,
  compared: ComparedSession,
  { provider, sessionId, answer }: Answered,
): Promise<Difference> {
  const { id, orderId } = compared.session;
  const closed = repair && (await provider.closeSession({ sessionId, orderId })).state === 'closed';
  if (closed) await openSessions(dependencies.database.client).mark(id, 'closed');
  return difference(compared, 'closed_order_still_payable', 'close_session', closed, answer);
}

/** The session as asking knows it; one that was over for us is as good as open. */
function liveSession({ session }: ComparedSession, sessionId: string): KnownSession {
  const { state } = session;
  const live = state === 'processing' || state === 'failed' || state === 'opening' ? state : 'open';
  return { ...session, sessionId, state: live };
}

function difference(
  { session, orderStatus, payment }: ComparedSession,
  rule: string,
  repair: Repair,
  repaired: boolean,
  answer?: Answered['answer'],
): Difference {
  const { id, orderId, provider, state, amount, currency } = session;
  const facts = { order: orderId, orderStatus, provider, state, amount, currency };
  return {
    rule,
    subject: id,
    facts: { ...facts, ...(answer ? { answer } : {}), ...(payment ? { payment } : {}) },
    repair,
    repaired,
  };
}
