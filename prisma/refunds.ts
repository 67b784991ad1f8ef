import { randomUUID } from 'node:crypto';
import type { Client } from './database.ts';
import type { Refund as RefundRow } from './generated/client.ts';
import { instant, instantOrNull, integer, oneOf } from './rows.ts';

/** Money on its way back. `pending` until the provider has confirmed it; `failed` after days of trying. */
export interface Refund {
  readonly id: string;
  readonly key: string;
  readonly orderId: string;
  readonly paymentId: string;
  readonly amount: number;
  readonly currency: string;
  readonly reason: string;
  readonly restock: boolean;
  readonly state: 'pending' | 'refunded' | 'failed';
  readonly requestedAt: string;
  readonly refundedAt: string | null;
}

type NewRefund = Omit<Refund, 'id' | 'state' | 'refundedAt'>;

/** Refunds, read and written through `client`. */
export function refunds(client: Client) {
  return {
    /** Asks for a refund under its key; asked before: answers that one and changes nothing. */
    async request(refund: NewRefund & { readonly id?: string }): Promise<Refund> {
      await client.refund.createMany({
        data: [{ id: randomUUID(), ...refund, state: 'pending' }],
        skipDuplicates: true,
      });
      return refundOf(await client.refund.findUniqueOrThrow({ where: { key: refund.key } }));
    },

    /** Whether the key is one of ours. */
    async hasKey(key: string): Promise<boolean> {
      return (await client.refund.count({ where: { key } })) > 0;
    },

    /** Records what the provider gave back without being asked, as settled, once per key. */
    async record(refund: NewRefund & { readonly providerId: string }): Promise<void> {
      const { requestedAt: refundedAt } = refund;
      await client.refund.createMany({
        data: [{ id: randomUUID(), ...refund, state: 'refunded', startedAt: refundedAt, refundedAt }],
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

    /** `pending → refunded`, once: false when it was settled before. */
    async markRefunded(id: string, providerId: string, at: string): Promise<boolean> {
      const { count } = await client.refund.updateMany({
        where: { id, state: 'pending' },
        data: { state: 'refunded', providerId, refundedAt: at },
      });
      return count === 1;
    },

    /** `pending → failed`, once. */
    async markFailed(id: string, error: string): Promise<boolean> {
      const { count } = await client.refund.updateMany({
        where: { id, state: 'pending' },
        data: { state: 'failed', error },
      });
      return count === 1;
    },

    /** Its workflow runs: the relay need not start it. */
    async markStarted(id: string, at: string): Promise<void> {
      await client.refund.updateMany({ where: { id, startedAt: null }, data: { startedAt: at } });
    },

    /** Adds what went back to the payment it came from. */
    async addToPayment(paymentId: string, amount: number): Promise<void> {
      await client.payment.update({ where: { id: paymentId }, data: { refunded: { increment: amount } } });
    },
  };
}

function refundOf(row: RefundRow): Refund {
  const { id, key, orderId, paymentId, currency, reason, restock } = row;
  return {
    id,
    key,
    orderId,
    paymentId,
    currency,
    reason,
    restock,
    amount: integer(row.amount),
    state: oneOf(['pending', 'refunded', 'failed'], row.state),
    requestedAt: instant(row.requestedAt),
    refundedAt: instantOrNull(row.refundedAt),
  };
}
