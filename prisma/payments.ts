import { randomUUID } from 'node:crypto';
import type { Client } from './database.ts';
import type { Payment as PaymentRow } from './generated/client.ts';
import { integer } from './rows.ts';
import type { UnappliedEvent } from './unapplied-events.ts';

/** Money that arrived: what of it counts on its order, and what went back. */
export interface Payment {
  readonly id: string;
  readonly orderId: string;
  readonly provider: string;
  readonly reference: string;
  readonly amount: number;
  readonly currency: string;
  readonly credited: number;
  readonly refunded: number;
}

/** What identifies a payment: its session, or its event where there is none (rules.md 11). */
export function referenceOf({ sessionId, eventId }: Pick<UnappliedEvent, 'sessionId' | 'eventId'>): string {
  return sessionId ?? `event:${eventId}`;
}

/** Payments, read and written through `client`. */
export function payments(client: Client) {
  return {
    /** The payment known under the event's session or id. */
    async known(event: UnappliedEvent): Promise<Payment | undefined> {
      const row = await client.payment.findUnique({
        where: { provider_reference: { provider: event.provider, reference: referenceOf(event) } },
      });
      return row ? paymentOf(row) : undefined;
    },

    /** Records money that arrived, `credited` of it counting on the order, or on that instalment of it. */
    async receive(
      event: UnappliedEvent,
      credited: number,
      { receivedAt, instalment = null }: { readonly receivedAt: string; readonly instalment?: number | null },
    ): Promise<Payment> {
      const { orderId, provider, amount, currency } = event;
      const row = await client.payment.create({
        data: {
          id: randomUUID(),
          orderId,
          provider,
          reference: referenceOf(event),
          amount,
          currency,
          credited,
          instalment,
          receivedAt: new Date(receivedAt),
        },
      });
      return paymentOf(row);
    },

    /** All money that arrived for an order, oldest first. */
    async ofOrder(orderId: string): Promise<Payment[]> {
      const rows = await client.payment.findMany({ where: { orderId }, orderBy: { receivedAt: 'asc' } });
      return rows.map(paymentOf);
    },

    /** Lets `amount` less of a payment count on its order: the order became cheaper. */
    async uncredit(payment: Payment, amount: number): Promise<void> {
      await client.payment.update({
        where: { id: payment.id },
        data: { credited: payment.credited - amount },
      });
    },
  };
}

/** A refund's key: the same payment goes back at most once per reason (rules.md 11). */
export function refundKey(paymentId: string, reason: string): string {
  return `${paymentId}/${reason}`;
}

function paymentOf(row: PaymentRow): Payment {
  return {
    id: row.id,
    orderId: row.orderId,
    provider: row.provider,
    reference: row.reference,
    amount: integer(row.amount),
    currency: row.currency,
    credited: integer(row.credited),
    refunded: integer(row.refunded),
  };
}
