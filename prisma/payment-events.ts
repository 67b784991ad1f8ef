import type { Client } from './database.ts';
import { jsonByColumn, orderColumns } from './order-columns.ts';
import type { OrderRow } from './order-columns.ts';
import { orderOf } from './orders.ts';
import type { StoredOrder } from './orders.ts';
import { instantOrNull, integer } from './rows.ts';

/** A verified event, as the API has it from a provider (rules.md 12). */
export interface ReceivedEvent {
  readonly provider: string;
  readonly eventId: string;
  readonly type: string;
  readonly orderId: string;
  readonly sessionId?: string | undefined;
  readonly amount: number;
  readonly currency: string;
  readonly method?: string | undefined;
  readonly failureCode?: string | undefined;
  readonly refundKey?: string | undefined;
  readonly occurredAt: string;
}

/** How far a stored event has come. */
export interface EventProgress {
  /** The order it counts for; undefined while there is none. */
  readonly order: StoredOrder | undefined;
  readonly signalledAt: string | null;
  readonly appliedAt: string | null;
}

type StoredEvent = Omit<OrderRow, 'id'> & {
  id: string | null;
  matched: boolean;
  signalledAt: Date | null;
  appliedAt: Date | null;
};

const storedColumns = orderColumns('e.order_row');

/** What an event said, and whether its order's workflow was told. */
export type ToldEvent = Pick<ReceivedEvent, 'orderId' | 'amount' | 'currency'> &
  Pick<EventProgress, 'signalledAt'>;

export type EventKey = Pick<ReceivedEvent, 'provider' | 'eventId'>;

/** Payment events as they come in; unapplied-events.ts has them until they are applied. */
export function paymentEvents(client: Client) {
  return {
    /**
     * Stores an event once, with its order's row locked so that closing reads it, and answers how far it has come: a repeat changes
     * nothing but that its order is known by now, so its amount and what became of it stay as they were first told.
     */
    async store(event: ReceivedEvent, receivedAt: string): Promise<EventProgress> {
      const [found] = await client.$queryRaw<StoredEvent[]>`
        select e.matched, e.signalled_at as "signalledAt", e.applied_at as "appliedAt",
               ${storedColumns}
          from store_payment_event(${jsonByColumn(event)}::jsonb, ${receivedAt}::timestamptz) e`;
      if (!found) throw new Error(`payment event ${event.eventId} was not stored`);
      const { matched, signalledAt, appliedAt, ...row } = found;
      return {
        signalledAt: instantOrNull(signalledAt),
        appliedAt: instantOrNull(appliedAt),
        order: matched && row.id !== null ? orderOf({ ...row, id: row.id }) : undefined,
      };
    },

    /** The event as it was first told; undefined where it never was. */
    async told(event: EventKey): Promise<ToldEvent | undefined> {
      const row = await client.paymentEvent.findUnique({ where: { provider_eventId: columnsOfKey(event) } });
      if (!row) return undefined;
      const { orderId, currency } = row;
      return { orderId, currency, amount: integer(row.amount), signalledAt: instantOrNull(row.signalledAt) };
    },

    /** Their orders are there and the workflows of these were told of them at `at`. */
    async markTold(events: readonly EventKey[], at: string): Promise<void> {
      if (events.length === 0) return;
      const OR = events.map(columnsOfKey);
      await client.paymentEvent.updateMany({
        where: { OR },
        data: { matched: true, signalledAt: new Date(at) },
      });
    },
  };
}

function columnsOfKey({ provider, eventId }: EventKey) {
  return { provider, eventId };
}
