import { randomUUID } from 'node:crypto';
import type {
  DebitAnswer,
  DebitRequest,
  OpenSession,
  PaymentProvider,
  SessionAnswer,
} from '../../providers/ports.ts';

type Outcome = 'succeeded' | 'failed' | 'processing';

/** A session as the fake provider knows it. */
export interface FakeSession {
  readonly id: string;
  readonly request: OpenSession;
  state: 'open' | 'closed' | Outcome;
  paid: number;
}

/** A payment provider in memory, for tests that run thousands of steps: it keeps the port's promises, and can be out of reach. */
export interface FakeProvider extends PaymentProvider {
  readonly sessions: Map<string, FakeSession>;
  reachable: boolean;
  /** Whether it leaves refunds to people. */
  byHand: boolean;
  /** Whether sessions end by themselves at the time we asked for; not every provider can do that (rules.md 13). */
  expires: boolean;
  /** A buyer tries to pay at `now`; false when the session can't be paid any more. */
  pay(sessionId: string, outcome: Outcome, amount: number, now: string): boolean;
  /** Every debit it was asked for, by our key, with what came of it. */
  readonly debits: Map<string, { readonly request: DebitRequest; readonly answer: DebitAnswer }>;
  /** What it says to the next debit under a new key; it takes the money where nothing is set. */
  nextDebit: Extract<DebitAnswer, { state: 'declined' }> | undefined;
  /** It does what it is asked, and its answer is lost. */
  losesAnswers: boolean;
  /** A refund it had accepted comes back: it has given nothing back under this key, and never will. */
  failRefund(key: string): void;
  /** Everything it has given back, by our key. */
  readonly refunds: Map<
    string,
    { readonly orderId: string; readonly reference: string; readonly amount: number }
  >;
}

const unreached = { state: 'unknown', why: 'out of reach' } as const;

/** `asked` notes every session that is asked about. */
export function fakeProvider(clock: () => string, asked: string[] = []): FakeProvider {
  const sessions = new Map<string, FakeSession>();
  const refunds: FakeProvider['refunds'] = new Map();
  const debits: FakeProvider['debits'] = new Map();
  const failed = new Set<string>();
  const stateOf = ({ state, request }: FakeSession, now: string) =>
    (state === 'open' || state === 'failed') && provider.expires && request.expiresAt <= now
      ? 'closed'
      : state;
  const ask = (id: string): SessionAnswer => {
    const session = sessions.get(id);
    if (!session) return { state: 'closed' };
    const state = stateOf(session, clock());
    if (state !== 'succeeded') return state === 'failed' ? { state, failureCode: 'no_funds' } : { state };
    return { state, amount: session.paid, currency: session.request.currency, at: clock() };
  };
  const provider: FakeProvider = {
    name: 'sandbox',
    sessions,
    refunds,
    debits,
    nextDebit: undefined,
    losesAnswers: false,
    reachable: true,
    byHand: false,
    expires: true,
    async openSession(request) {
      const known = [...sessions.values()].find(
        ({ request: { idempotencyKey } }) => idempotencyKey === request.idempotencyKey,
      );
      const session = known ?? { id: `ses-${randomUUID()}`, request, state: 'open', paid: 0 };
      sessions.set(session.id, session);
      return { sessionId: session.id, url: `http://pay.example/${session.id}`, expiresAt: request.expiresAt };
    },
    async askSession({ sessionId }) {
      asked.push(sessionId);
      return provider.reachable ? ask(sessionId) : unreached;
    },
    async findSession({ idempotencyKey }) {
      if (!provider.reachable) return 'unknown';
      const found = [...sessions.values()].find(({ request }) => request.idempotencyKey === idempotencyKey);
      return found
        ? { sessionId: found.id, url: `http://pay.example/${found.id}`, expiresAt: found.request.expiresAt }
        : 'none';
    },
    async closeSession({ sessionId }) {
      if (!provider.reachable) return unreached;
      const session = sessions.get(sessionId);
      if (session?.state === 'succeeded') return { state: 'paid' };
      if (session?.state === 'processing') return { state: 'processing' };
      if (session) session.state = 'closed';
      return { state: 'closed' };
    },
    async refund({ key, orderId, reference, amount }) {
      if (!provider.reachable) return unreached;
      if (provider.byHand) return { state: 'by_hand', why: 'sent by hand' };
      if (failed.has(key)) return { state: 'refused', why: 'it has failed' };
      const session = sessions.get(reference);
      const back = [...refunds.values()]
        .filter((other) => other.reference === reference)
        .reduce((sum, other) => sum + other.amount, 0);
      if (!refunds.has(key) && session && back + amount > session.paid)
        return { state: 'refused', why: 'more than was paid' };
      refunds.set(key, { orderId, reference, amount });
      return { state: 'refunded', refundId: `ref-${key}`, at: clock() };
    },
    async debit(request) {
      if (!provider.reachable) return unreached;
      const taken = { state: 'succeeded', reference: `deb-${request.key}`, at: clock() } as const;
      const known = debits.get(request.key) ?? { request, answer: provider.nextDebit ?? taken };
      debits.set(request.key, known);
      return provider.losesAnswers ? unreached : known.answer;
    },
    verifyWebhook: () => ({ verdict: 'bad_signature' }),
    failRefund(key) {
      refunds.delete(key);
      failed.add(key);
    },
    pay(sessionId, outcome, amount, now) {
      const session = sessions.get(sessionId);
      const from = outcome === 'processing' ? ['open', 'failed'] : ['open', 'failed', 'processing'];
      if (!session || !from.includes(stateOf(session, now))) return false;
      session.state = outcome;
      session.paid = outcome === 'succeeded' ? amount : 0;
      return true;
    },
  };
  return provider;
}
