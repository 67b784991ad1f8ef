import { z } from 'zod';
import { paymentEventTypes } from '../domain/payment/payment-event.ts';
import type { PaymentFact } from '../domain/payment/settlement.ts';
import type { Client } from './database.ts';
import type { PaymentEvent as EventRow } from './generated/client.ts';
import { instant, integer, oneOf } from './rows.ts';

/** A stored payment event that has not been applied to its order yet. */
export interface UnappliedEvent extends PaymentFact {
  readonly provider: string;
  readonly eventId: string;
  readonly orderId: string;
  readonly sessionId: string | undefined;
  readonly occurredAt: string;
}

/** An unapplied event, and what was known of its money when it was read. */
export interface PaymentNews extends UnappliedEvent {
  readonly isKnown: boolean;
  /** Which order the provider's session belongs to; undefined for a session we never opened. */
  readonly sessionOrder: string | undefined;
}

/** Payment events on their way to an order, read and written through `client`; payment-events.ts takes them in. */
export function unappliedEvents(client: Client) {
  return {
    /** Whether money has been reported that no step has applied yet. */
    async isMoneyWaiting(orderId: string): Promise<boolean> {
      const where = { orderId, appliedAt: null, type: 'payment.succeeded' };
      return (await client.paymentEvent.count({ where })) > 0;
    },

    /** Marks an event applied, with what became of it. */
    async markApplied(event: UnappliedEvent, at: string, outcome: string): Promise<void> {
      await client.paymentEvent.update({
        where: keyOf(event),
        data: { appliedAt: new Date(at), matched: true, outcome },
      });
    },

    /** Hands an event to another order, still unapplied: its money follows the order that took the place of this one. */
    async moveTo(event: UnappliedEvent, orderId: string): Promise<void> {
      await client.paymentEvent.update({
        where: keyOf(event),
        data: { orderId, matched: true, signalledAt: null },
      });
    },

    /** Stores what a provider said when asked, as an event of its own; said before: nothing changes. */
    async storeAnswer(event: UnappliedEvent, receivedAt: string): Promise<void> {
      const { provider, eventId, orderId, type, amount, currency, occurredAt } = event;
      await client.paymentEvent.createMany({
        data: [
          {
            provider,
            eventId,
            orderId,
            type,
            amount,
            currency,
            occurredAt: new Date(occurredAt),
            receivedAt: new Date(receivedAt),
            matched: true,
            signalledAt: new Date(receivedAt),
            sessionId: event.sessionId ?? null,
            failureCode: event.failureCode ?? null,
          },
        ],
        skipDuplicates: true,
      });
    },

    /** What the provider said it gave back, by itself, of the money that came through the event's session. */
    async refundsToldOf({ provider, sessionId }: UnappliedEvent): Promise<UnappliedEvent[]> {
      if (sessionId === undefined) return [];
      const where = { provider, sessionId, type: 'payment.refunded', outcome: 'record_refund' };
      return (await client.paymentEvent.findMany({ where, orderBy: { seq: 'asc' } })).map(eventOf);
    },
  };
}

function keyOf({ provider, eventId }: UnappliedEvent) {
  return { provider_eventId: { provider, eventId } };
}

const EventJson = z.object({
  provider: z.string(),
  event_id: z.string(),
  order_id: z.string(),
  session_id: z.string().nullable(),
  type: z.enum(paymentEventTypes),
  amount: z.int(),
  currency: z.string(),
  occurred_at: z.string(),
  failure_code: z.string().nullable(),
  refund_key: z.string().nullable(),
  known: z.boolean(),
  session_order: z.string().nullable(),
});

/** A stored event as `begin_step` answers it. */
export function paymentNewsOf(json: unknown): PaymentNews {
  const row = EventJson.parse(json);
  return {
    provider: row.provider,
    eventId: row.event_id,
    orderId: row.order_id,
    sessionId: row.session_id ?? undefined,
    type: row.type,
    amount: row.amount,
    currency: row.currency,
    occurredAt: new Date(row.occurred_at).toISOString(),
    isKnown: row.known,
    sessionOrder: row.session_order ?? undefined,
    ...(row.failure_code === null ? {} : { failureCode: row.failure_code }),
    ...(row.refund_key === null ? {} : { refundKey: row.refund_key }),
  };
}

function eventOf(row: EventRow): UnappliedEvent {
  return {
    provider: row.provider,
    eventId: row.eventId,
    orderId: row.orderId,
    sessionId: row.sessionId ?? undefined,
    type: oneOf(paymentEventTypes, row.type),
    amount: integer(row.amount),
    currency: row.currency,
    occurredAt: instant(row.occurredAt),
    ...(row.failureCode === null ? {} : { failureCode: row.failureCode }),
    ...(row.refundKey === null ? {} : { refundKey: row.refundKey }),
  };
}
