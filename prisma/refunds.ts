import { randomUUID } from 'node:crypto';
import { refundStates } from '../domain/payment/settlement.ts';
import type { RefundState } from '../domain/payment/settlement.ts';
import type { Client } from './database.ts';
import type { Refund as RefundRow } from './generated/client.ts';
import { instant, instantOrNull, integer, oneOf } from './rows.ts';

/** Money on its way back. `pending` until the provider has confirmed it; `failed` after days of trying, or when it came back. */
export interface Refund {
  readonly id: string;
  readonly key: string;
  readonly orderId: string;
  readonly paymentId: string;
  readonly amount: number;
  readonly currency: string;
  readonly reason: string;
  readonly restock: boolean;
  readonly state: RefundState;
  /** How much of it counts as refunded from its order, minor units; null until it has gone back. */
  readonly counted: number | null;
  /** The refund that came back and is sent again by this one. */
  readonly retryOf: string | null;
  /** The provider's id of it, or the bank's where a person sent it. */
  readonly providerId: string | null;
  readonly error: string | null;
  readonly requestedAt: string;
  readonly refundedAt: string | null;
}

type Asked = 'key' | 'orderId' | 'paymentId' | 'amount' | 'currency' | 'reason' | 'restock' | 'requestedAt';
/** A refund as it is asked for. */
export type NewRefund = Pick<Refund, Asked>;

/** Of another refund that came back: `sendAt` is when it is to be sent. */
interface Retry {
  readonly retryOf: string;
  readonly sendAt: string;
}

/** How a refund was settled. */
interface Settled {
  readonly providerId: string;
  readonly at: string;
  readonly counted: number;
}

/** Refunds, read and written through `client`. */
export function refunds(client: Client) {
  return {
    /** Asks for a refund under its key; asked before: answers that one and changes nothing. */
    async request(refund: NewRefund & { readonly id?: string } & Partial<Retry>): Promise<Refund> {
      await client.refund.createMany({
        data: [{ id: randomUUID(), ...refund, state: 'pending' }],
        skipDuplicates: true,
      });
      return refundOf(await client.refund.findUniqueOrThrow({ where: { key: refund.key } }));
    },

    /** The refund of this key of ours. */
    async byKey(key: string): Promise<Refund | undefined> {
      const row = await client.refund.findUnique({ where: { key } });
      return row ? refundOf(row) : undefined;
    },

    /** The refund that the provider knows by this id. */
    async byProvider(provider: string, providerId: string): Promise<Refund | undefined> {
      for (const row of await client.refund.findMany({ where: { providerId } }))
        if ((await client.payment.count({ where: { id: row.paymentId, provider } })) > 0)
          return refundOf(row);
      return undefined;
    },

    /** Records what the provider gave back without being asked, as settled, once per key. */
    async record(
      refund: NewRefund & { readonly providerId: string; readonly counted: number },
    ): Promise<void> {
      const { requestedAt: refundedAt } = refund;
      await client.refund.createMany({
        data: [
          {
            id: randomUUID(),
            ...refund,
            state: 'refunded',
            startedAt: new Date(refundedAt),
            refundedAt: new Date(refundedAt),
          },
        ],
        skipDuplicates: true,
      });
    },

    async find(id: string): Promise<Refund | undefined> {
      const row = await client.refund.findUnique({ where: { id } });
      return row ? refundOf(row) : undefined;
    },

    async ofOrder(orderId: string): Promise<Refund[]> {
      const rows = await client.refund.findMany({ where: { orderId }, orderBy: { requestedAt: 'asc' } });
      return rows.map(refundOf);
    },

    /** `from → refunded`, once: false when it was settled before. */
    async markRefunded(
      id: string,
      from: 'pending' | 'by_hand',
      { providerId, at, counted }: Settled,
    ): Promise<boolean> {
      const { count } = await client.refund.updateMany({
        where: { id, state: from },
        data: { state: 'refunded', providerId, refundedAt: new Date(at), counted },
      });
      return count === 1;
    },

    /** `pending → failed`, or `by_hand` where a person has to send it; once. */
    async markFailed(id: string, error: string, to: 'failed' | 'by_hand' = 'failed'): Promise<boolean> {
      const { count } = await client.refund.updateMany({
        where: { id, state: 'pending' },
        data: { state: to, error },
      });
      return count === 1;
    },

    /** The provider had taken it over, perhaps confirmed it, and the money is back with it: `failed`, once. */
    async markCameBack(id: string, error: string): Promise<boolean> {
      const { count } = await client.refund.updateMany({
        where: { id, state: { in: ['pending', 'refunded'] } },
        data: { state: 'failed', error, refundedAt: null },
      });
      return count === 1;
    },

    /** A person has sent what was his to send, once; the event that tells it settles it. */
    async markSent(
      id: string,
      sent: { readonly providerId: string; readonly noteId: string | null },
    ): Promise<boolean> {
      const where = { id, state: 'by_hand', providerId: null };
      return (await client.refund.updateMany({ where, data: sent })).count === 1;
    },

    /** Its workflow runs: the relay need not start it. */
    async markStarted(id: string, at: string): Promise<void> {
      await client.refund.updateMany({ where: { id, startedAt: null }, data: { startedAt: new Date(at) } });
    },

    /** Adds what went back to the payment it came from; what came back is below zero. */
    async addToPayment(paymentId: string, amount: number): Promise<void> {
      await client.payment.update({ where: { id: paymentId }, data: { refunded: { increment: amount } } });
    },
  };
}

export function refundOf(row: RefundRow): Refund {
  const { id, key, orderId, paymentId, currency, reason, restock, retryOf, providerId, error } = row;
  return {
    id,
    key,
    orderId,
    paymentId,
    currency,
    reason,
    restock,
    retryOf,
    providerId,
    error,
    amount: integer(row.amount),
    counted: row.counted === null ? null : integer(row.counted),
    state: oneOf(refundStates, row.state),
    requestedAt: instant(row.requestedAt),
    refundedAt: instantOrNull(row.refundedAt),
  };
}
