import type { Client } from './database.ts';
import { instantOrNull } from './rows.ts';

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
  readonly orderId: string;
  readonly matched: boolean;
  readonly signalledAt: string | null;
  readonly appliedAt: string | null;
}

type EventKey = Pick<ReceivedEvent, 'provider' | 'eventId'>;

/** Payment events as they come in; payments.ts applies them. */
export function paymentEvents(client: Client) {
  return {
    /**
     * Stores an event once and answers how far it has come: a repeat changes nothing but that its order is known by now, so its
     * amount and what became of it stay as they were first told. The caller has locked the order, if there is one.
     */
    async store(
      event: ReceivedEvent,
      { matched, receivedAt }: { matched: boolean; receivedAt: string },
    ): Promise<EventProgress> {
      await client.paymentEvent.createMany({
        data: [{ ...columnsOf(event), matched, receivedAt }],
        skipDuplicates: true,
      });
      if (matched)
        await client.paymentEvent.updateMany({
          where: { ...columnsOfKey(event), matched: false },
          data: { matched },
        });
      const row = await client.paymentEvent.findUniqueOrThrow({ where: keyOf(event) });
      return {
        orderId: row.orderId,
        matched: row.matched,
        signalledAt: instantOrNull(row.signalledAt),
        appliedAt: instantOrNull(row.appliedAt),
      };
    },

    /** The order's workflow was told of the event. */
    async markSignalled(event: EventKey, at: string): Promise<void> {
      await client.paymentEvent.updateMany({
        where: { ...columnsOfKey(event), signalledAt: null },
        data: { signalledAt: at },
      });
    },
  };
}

function columnsOfKey({ provider, eventId }: EventKey) {
  return { provider, eventId };
}

function keyOf(event: EventKey) {
  return { provider_eventId: columnsOfKey(event) };
}

function columnsOf({ sessionId, method, failureCode, refundKey, ...event }: ReceivedEvent) {
  return {
    ...event,
    sessionId: sessionId ?? null,
    method: method ?? null,
    failureCode: failureCode ?? null,
    refundKey: refundKey ?? null,
  };
}
