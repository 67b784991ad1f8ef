import { sandboxPaymentProvider } from '../../../providers/payment/sandbox/provider.ts';
import { ProviderUnavailable } from '../../../providers/ports.ts';
import type { CloseAnswer, OpenSession, PaymentProvider, ProviderSession } from '../../../providers/ports.ts';
import { WEBHOOK_SECRET } from '../../support/shop.ts';

export interface FakeSession extends OpenSession {
  readonly sessionId: string;
  state: 'open' | 'closed';
}

/** A provider in memory, called `sandbox`; webhooks are verified as the sandbox's are. */
export interface FakeProvider extends PaymentProvider {
  /** Oldest first. */
  readonly sessions: FakeSession[];
  /** Whether it can't be reached. */
  down: boolean;
  /** Happens after a session was opened and before that is answered. */
  whileOpening: () => Promise<void>;
}

export function fakeProvider(): FakeProvider {
  const sandbox = sandboxPaymentProvider({
    baseUrl: 'http://unused.test',
    webhookSecret: WEBHOOK_SECRET,
  });
  const provider: FakeProvider = {
    name: 'sandbox',
    sessions: [],
    down: false,
    whileOpening: async () => {},
    verifyWebhook: (headers, body, now) => sandbox.verifyWebhook(headers, body, now),
    async openSession(request) {
      if (provider.down) throw new ProviderUnavailable('down');
      const known = provider.sessions.find(({ idempotencyKey }) => idempotencyKey === request.idempotencyKey);
      const session = known ?? {
        ...request,
        sessionId: `ps_${request.idempotencyKey}`,
        state: 'open' as const,
      };
      if (!known) provider.sessions.push(session);
      await provider.whileOpening();
      return answerOf(session);
    },
    async askSession({ sessionId }) {
      const session = provider.sessions.find((candidate) => candidate.sessionId === sessionId);
      return provider.down ? { state: 'unknown', why: 'down' } : { state: session?.state ?? 'closed' };
    },
    async findSession({ idempotencyKey }) {
      if (provider.down) return 'unknown';
      const session = provider.sessions.find((candidate) => candidate.idempotencyKey === idempotencyKey);
      return session ? answerOf(session) : 'none';
    },
    async closeSession({ sessionId }): Promise<CloseAnswer> {
      if (provider.down) return { state: 'unknown', why: 'down' };
      for (const session of provider.sessions) if (session.sessionId === sessionId) session.state = 'closed';
      return { state: 'closed' };
    },
    debit: async ({ key }) => ({
      state: 'succeeded',
      reference: `deb_${key}`,
      at: '2026-11-23T02:00:00.000Z',
    }),
    refund: async ({ key }) => ({ state: 'refunded', refundId: `re_${key}`, at: '2026-11-23T02:00:00.000Z' }),
  };
  return provider;
}

function answerOf({ sessionId, expiresAt }: FakeSession): ProviderSession {
  return { sessionId, url: `https://provider.test/pay/${sessionId}`, expiresAt };
}
