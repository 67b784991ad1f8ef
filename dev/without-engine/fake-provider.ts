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

/** A payment provider in memory, for whoever runs thousands of steps (tests, simulations): it keeps the port's promises, and can be out of reach. */
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
  const books: Books = {
    clock,
    sessions: new Map(),
    refunds: new Map(),
    debits: new Map(),
    failed: new Set(),
  };
  const provider: FakeProvider = {
    name: 'sandbox',
    sessions: books.sessions,
    refunds: books.refunds,
    debits: books.debits,
    nextDebit: undefined,
    losesAnswers: false,
    reachable: true,
    byHand: false,
    expires: true,
    ...sessionCalls(books, () => provider, asked),
    ...givingBack(books, () => provider),
    async debit(request) {
      if (!provider.reachable) return unreached;
      const taken = { state: 'succeeded', reference: `deb-${request.key}`, at: clock() } as const;
      const known = books.debits.get(request.key) ?? { request, answer: provider.nextDebit ?? taken };
      books.debits.set(request.key, known);
      return provider.losesAnswers ? unreached : known.answer;
    },
    verifyWebhook: () => ({ verdict: 'bad_signature' }),
    pay(sessionId, outcome, amount, now) {
      const session = books.sessions.get(sessionId);
      const from = outcome === 'processing' ? ['open', 'failed'] : ['open', 'failed', 'processing'];
      if (!session || !from.includes(stateOf(session, provider, now))) return false;
      session.state = outcome;
      session.paid = outcome === 'succeeded' ? amount : 0;
      return true;
    },
  };
  return provider;
}

/** All it knows. */
interface Books {
  readonly clock: () => string;
  readonly sessions: Map<string, FakeSession>;
  readonly refunds: FakeProvider['refunds'];
  readonly debits: FakeProvider['debits'];
  /** Keys of refunds that have come back. */
  readonly failed: Set<string>;
}

function stateOf({ state, request }: FakeSession, { expires }: FakeProvider, now: string) {
  const isOver = expires && request.expiresAt <= now;
  return (state === 'open' || state === 'failed') && isOver ? 'closed' : state;
}

type SessionCalls = Pick<FakeProvider, 'openSession' | 'askSession' | 'findSession' | 'closeSession'>;

function sessionCalls(
  { clock, sessions }: Books,
  provider: () => FakeProvider,
  asked: string[],
): SessionCalls {
  const underKey = (key: string) =>
    [...sessions.values()].find(({ request: { idempotencyKey } }) => idempotencyKey === key);
  const ask = (id: string): SessionAnswer => {
    const session = sessions.get(id);
    if (!session) return { state: 'closed' };
    const state = stateOf(session, provider(), clock());
    if (state !== 'succeeded') return state === 'failed' ? { state, failureCode: 'no_funds' } : { state };
    return { state, amount: session.paid, currency: session.request.currency, at: clock() };
  };
  return {
    async openSession(request) {
      const fresh: FakeSession = { id: `ses-${randomUUID()}`, request, state: 'open', paid: 0 };
      const session = underKey(request.idempotencyKey) ?? fresh;
      sessions.set(session.id, session);
      return { ...whereToPay(session), expiresAt: request.expiresAt };
    },
    async askSession({ sessionId }) {
      asked.push(sessionId);
      return provider().reachable ? ask(sessionId) : unreached;
    },
    async findSession({ idempotencyKey }) {
      if (!provider().reachable) return 'unknown';
      const found = underKey(idempotencyKey);
      return found ? { ...whereToPay(found), expiresAt: found.request.expiresAt } : 'none';
    },
    async closeSession({ sessionId }) {
      if (!provider().reachable) return unreached;
      const session = sessions.get(sessionId);
      if (session?.state === 'succeeded') return { state: 'paid' };
      if (session?.state === 'processing') return { state: 'processing' };
      if (session) session.state = 'closed';
      return { state: 'closed' };
    },
  };
}

function whereToPay({ id }: FakeSession) {
  return { sessionId: id, url: `http://pay.example/${id}` };
}

function givingBack(
  { clock, sessions, refunds, failed }: Books,
  provider: () => FakeProvider,
): Pick<FakeProvider, 'refund' | 'failRefund'> {
  return {
    async refund({ key, orderId, reference, amount }) {
      if (!provider().reachable) return unreached;
      if (provider().byHand) return { state: 'by_hand', why: 'sent by hand' };
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
    failRefund(key) {
      refunds.delete(key);
      failed.add(key);
    },
  };
}
