import { paymentMethods } from '../domain/order/order.ts';
import type { PaymentMethod } from '../domain/order/order.ts';
import type { Client } from './database.ts';
import type { PaymentSession as SessionRow } from './generated/client.ts';
import { instant, instantOrNull, integer, oneOf } from './rows.ts';

/** A provider session that may still bring money: opened for one revision and amount, not known to be over. */
export interface LiveSession {
  readonly id: string;
  readonly orderId: string;
  readonly provider: string;
  /** Undefined while `opening`: the provider's answer never came. */
  readonly sessionId: string | undefined;
  readonly revision: number;
  readonly amount: number;
  readonly currency: string;
  readonly method: PaymentMethod;
  readonly state: 'opening' | 'open' | 'processing' | 'failed';
  readonly expiresAt: string;
}

const live = ['opening', 'open', 'processing', 'failed'] as const;

/** A session of an instalment that somebody could still pay. */
export interface PayableSession {
  readonly instalment: number;
  /** When its provider last answered for it. */
  readonly askedAt: string | null;
}

/** Sessions that may still bring money, read and written through `client`. A failed attempt leaves its session payable. */
export function openSessions(client: Client) {
  return {
    /** Those that pay the order itself. */
    ofOrder: (orderId: string): Promise<LiveSession[]> => liveSessions(client, { orderId, instalment: null }),

    /** Those that pay one instalment of it. */
    ofInstalment: (orderId: string, instalment: number): Promise<LiveSession[]> =>
      liveSessions(client, { orderId, instalment }),

    /** Sessions of an order's instalments that are not past their time at the provider, or through which a payment is under way. */
    async payableOfInstalments(orderId: string, now: string): Promise<PayableSession[]> {
      const rows = await client.paymentSession.findMany({
        where: {
          orderId,
          instalment: { not: null },
          OR: [
            { state: { in: ['opening', 'open', 'failed'] }, expiresAt: { gt: new Date(now) } },
            { state: 'processing' },
          ],
        },
      });
      return rows.flatMap(({ instalment, askedAt }) =>
        instalment === null ? [] : [{ instalment, askedAt: instantOrNull(askedAt) }],
      );
    },

    async any(orderId: string): Promise<boolean> {
      return (await client.paymentSession.count({ where: { orderId, state: { in: [...live] } } })) > 0;
    },

    /** Whether one of them was last answered for before `since`, or never. */
    async anyNotAskedSince(orderId: string, since: string): Promise<boolean> {
      const where = {
        orderId,
        state: { in: [...live] },
        OR: [{ askedAt: null }, { askedAt: { lt: new Date(since) } }],
      };
      return (await client.paymentSession.count({ where })) > 0;
    },

    /** Moves a session to `state`, unless money has come through it: `succeeded` stays. */
    async mark(
      id: string,
      state: SessionRow['state'],
      facts: { at?: string; failureCode?: string; sessionId?: string; url?: string } = {},
    ): Promise<void> {
      const { at, failureCode, sessionId, url } = facts;
      await client.paymentSession.updateMany({
        where: { id, state: { not: 'succeeded' } },
        data: {
          state,
          ...(at === undefined ? {} : { askedAt: new Date(at) }),
          ...(failureCode === undefined ? {} : { failureCode }),
          ...(sessionId === undefined ? {} : { providerSessionId: sessionId }),
          ...(url === undefined ? {} : { url }),
        },
      });
    },

    /** The provider has answered for the session, whatever it said. */
    async markAsked(id: string, askedAt: string): Promise<void> {
      await client.paymentSession.updateMany({ where: { id }, data: { askedAt: new Date(askedAt) } });
    },

    /** As `mark`, by the provider's own id for the session; an attempt that failed does not open a closed session again. */
    async markByProvider(
      provider: string,
      sessionId: string,
      state: SessionRow['state'],
      failureCode?: string,
    ): Promise<void> {
      await client.paymentSession.updateMany({
        where: {
          provider,
          providerSessionId: sessionId,
          state: { notIn: state === 'failed' ? ['succeeded', 'closed'] : ['succeeded'] },
        },
        data: { state, ...(failureCode === undefined ? {} : { failureCode }) },
      });
    },
  };
}

async function liveSessions(
  client: Client,
  of: { readonly orderId: string; readonly instalment: number | null },
): Promise<LiveSession[]> {
  const rows = await client.paymentSession.findMany({
    where: { ...of, state: { in: [...live] } },
    orderBy: { createdAt: 'asc' },
  });
  return rows.map(liveSessionOf);
}

function liveSessionOf(row: SessionRow): LiveSession {
  const { id, orderId, provider, revision, currency } = row;
  return {
    id,
    orderId,
    provider,
    revision,
    currency,
    sessionId: row.providerSessionId ?? undefined,
    amount: integer(row.amount),
    method: oneOf(paymentMethods, row.method),
    state: oneOf(live, row.state),
    expiresAt: instant(row.expiresAt),
  };
}
