import { paymentMethods } from '../domain/order/order.ts';
import type { PaymentMethod } from '../domain/order/order.ts';
import type { Client } from './database.ts';
import type { PaymentSession as SessionRow } from './generated/client.ts';
import { instant, integer, oneOf } from './rows.ts';

export const sessionStates = ['opening', 'open', 'processing', 'succeeded', 'failed', 'closed'] as const;
export type SessionState = (typeof sessionStates)[number];
export const payers = ['buyer', 'friend'] as const;
export type Payer = (typeof payers)[number];

/** A provider session: one amount for one revision of one order (rules.md 4). Its id is the provider's idempotency key. */
export interface PaymentSession {
  readonly id: string;
  readonly orderId: string;
  readonly provider: string;
  /** Undefined while `opening`. */
  readonly providerSessionId: string | undefined;
  readonly revision: number;
  readonly amount: number;
  readonly currency: string;
  readonly method: PaymentMethod;
  readonly payer: Payer;
  readonly state: SessionState;
  readonly url: string | undefined;
  readonly qrCode: string | undefined;
  readonly expiresAt: string;
  /** The instalment it pays; null: the order itself. */
  readonly instalment: number | null;
}

export type NewSession = Omit<PaymentSession, 'providerSessionId' | 'state' | 'url' | 'qrCode'>;

/** Sessions as the API opens them; open-sessions.ts asks and closes them. */
export function paymentSessions(client: Client) {
  return {
    /**
     * The newest session for this revision, amount, method, payer and purpose that can still be paid at `now`, or that is still being
     * opened: asking the provider again under the same key answers the same session.
     */
    async reusable(
      wanted: Omit<NewSession, 'id' | 'expiresAt'>,
      now: string,
    ): Promise<PaymentSession | undefined> {
      const row = await client.paymentSession.findFirst({
        where: { ...wanted, state: { in: ['opening', 'open', 'failed'] }, expiresAt: { gt: new Date(now) } },
        orderBy: { createdAt: 'desc' },
      });
      return row ? sessionOf(row) : undefined;
    },

    /** Writes the row before the provider is asked (rules.md 13): closing finds it, whatever becomes of the call. */
    async begin(session: NewSession): Promise<void> {
      await client.paymentSession.create({
        data: { ...session, expiresAt: new Date(session.expiresAt), state: 'opening' },
      });
    },

    /** `opening → open` with the provider's answer; false when closing has taken the row meanwhile. */
    async opened(
      id: string,
      answer: { sessionId: string; url: string; qrCode?: string; expiresAt: string },
    ): Promise<boolean> {
      const { count } = await client.paymentSession.updateMany({
        where: { id, state: 'opening' },
        data: {
          state: 'open',
          providerSessionId: answer.sessionId,
          url: answer.url,
          qrCode: answer.qrCode ?? null,
          expiresAt: new Date(answer.expiresAt),
        },
      });
      return count === 1;
    },

    /** The provider's own id of the session that has our key `id`; undefined while we do not know it. */
    async providersIdOf(id: string): Promise<string | undefined> {
      if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return undefined;
      const row = await client.paymentSession.findUnique({ where: { id } });
      return row?.providerSessionId ?? undefined;
    },

    /** Whether the session can be paid, as far as we know. */
    async isOpen(id: string): Promise<boolean> {
      return (await client.paymentSession.count({ where: { id, state: { in: ['open', 'failed'] } } })) === 1;
    },
  };
}

/** A session's row in domain words. */
export function sessionOf(row: SessionRow): PaymentSession {
  const { id, orderId, provider, revision, currency, instalment } = row;
  return {
    id,
    orderId,
    provider,
    revision,
    currency,
    instalment,
    providerSessionId: row.providerSessionId ?? undefined,
    amount: integer(row.amount),
    method: oneOf(paymentMethods, row.method),
    payer: oneOf(payers, row.payer),
    state: oneOf(sessionStates, row.state),
    url: row.url ?? undefined,
    qrCode: row.qrCode ?? undefined,
    expiresAt: instant(row.expiresAt),
  };
}
