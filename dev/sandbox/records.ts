import { z } from 'zod';
import { Debit } from './debit.ts';
import { ProviderEvent } from './event.ts';
import { Refund } from './refund.ts';
import { Session } from './session.ts';

/** A webhook on its way: kept until it was answered 2xx, also over a restart. */
export const Delivery = z.object({
  id: z.string(),
  event: ProviderEvent,
  /** When the first attempt was to be made. */
  since: z.string(),
  dueAt: z.string(),
  attempts: z.int(),
});
export type Delivery = z.infer<typeof Delivery>;

/** Everything the sandbox knows, as it is written to its data file. Sessions and refunds are oldest first. */
export const Snapshot = z.object({
  sessions: z.array(Session),
  refunds: z.array(Refund),
  /** A file written before there were debits has none. */
  debits: z.array(Debit).default([]),
  deliveries: z.array(Delivery),
  /** By order: how many milliseconds its clock is ahead (rules.md 8). */
  offsets: z.record(z.string(), z.int()),
});
export type Snapshot = z.infer<typeof Snapshot>;

export const emptySnapshot: Snapshot = { sessions: [], refunds: [], debits: [], deliveries: [], offsets: {} };

/** What the sandbox knows, found by what it is asked for. Saving replaces; every change is announced. */
export interface Records {
  session(id: string): Session | undefined;
  sessionByKey(idempotencyKey: string): Session | undefined;
  /** The session that an event was about. */
  sessionByEvent(eventId: string): Session | undefined;
  /** Oldest first. */
  sessionsOf(orderId: string): Session[];
  /** The `count` newest, oldest first. */
  newestSessions(count: number): Session[];
  saveSession(session: Session): void;
  refund(id: string): Refund | undefined;
  refundByKey(key: string): Refund | undefined;
  refundsOf(orderId: string): Refund[];
  saveRefund(refund: Refund): void;
  debit(id: string): Debit | undefined;
  debitByKey(idempotencyKey: string): Debit | undefined;
  /** Oldest first. */
  debitsOf(orderId: string): Debit[];
  saveDebit(debit: Debit): void;
  deliveries(): Delivery[];
  saveDelivery(delivery: Delivery): void;
  removeDelivery(id: string): void;
  offsetMs(orderId: string): number;
  saveOffset(orderId: string, offsetMs: number): void;
  snapshot(): Snapshot;
}

/** The records of `from`, calling `changed` after every change. */
export function keepRecords(from: Snapshot, changed: () => void): Records {
  const deliveries = new Map(from.deliveries.map((delivery) => [delivery.id, delivery]));
  const offsets = new Map(Object.entries(from.offsets));
  const sessions = keepSessions(from.sessions, changed);
  const refunds = keepRefunds(from.refunds, changed);
  const debits = keepDebits(from.debits, changed);
  return {
    ...sessions.records,
    ...refunds.records,
    ...debits.records,
    deliveries: () => [...deliveries.values()],
    saveDelivery(delivery) {
      deliveries.set(delivery.id, delivery);
      changed();
    },
    removeDelivery(id) {
      if (deliveries.delete(id)) changed();
    },
    offsetMs: (orderId) => offsets.get(orderId) ?? 0,
    saveOffset(orderId, offsetMs) {
      offsets.set(orderId, offsetMs);
      changed();
    },
    snapshot: () => ({
      sessions: sessions.all(),
      refunds: refunds.all(),
      debits: debits.all(),
      deliveries: [...deliveries.values()],
      offsets: Object.fromEntries(offsets),
    }),
  };
}

type SessionRecords = Pick<
  Records,
  'session' | 'sessionByKey' | 'sessionByEvent' | 'sessionsOf' | 'newestSessions' | 'saveSession'
>;

function keepSessions(
  from: readonly Session[],
  changed: () => void,
): { records: SessionRecords; all(): Session[] } {
  const byId = new Map<string, Session>();
  const idByKey = new Map<string, string>();
  const idByEvent = new Map<string, string>();
  const idsByOrder = new Map<string, string[]>();

  function index(session: Session): void {
    if (!byId.has(session.id)) {
      idByKey.set(session.idempotencyKey, session.id);
      idsByOrder.set(session.request.orderId, [
        ...(idsByOrder.get(session.request.orderId) ?? []),
        session.id,
      ]);
    }
    byId.set(session.id, session);
    for (const eventId of session.eventIds) idByEvent.set(eventId, session.id);
  }
  from.forEach(index);

  const records: SessionRecords = {
    session: (id) => byId.get(id),
    sessionByKey: (key) => byId.get(idByKey.get(key) ?? ''),
    sessionByEvent: (eventId) => byId.get(idByEvent.get(eventId) ?? ''),
    sessionsOf: (orderId) => (idsByOrder.get(orderId) ?? []).flatMap((id) => byId.get(id) ?? []),
    newestSessions: (count) => [...byId.values()].slice(-count),
    saveSession(session) {
      index(session);
      changed();
    },
  };
  return { records, all: () => [...byId.values()] };
}

type RefundRecords = Pick<Records, 'refund' | 'refundByKey' | 'refundsOf' | 'saveRefund'>;

function keepRefunds(
  from: readonly Refund[],
  changed: () => void,
): { records: RefundRecords; all(): Refund[] } {
  const byKey = new Map(from.map((refund) => [refund.request.key, refund]));
  const records: RefundRecords = {
    refund: (id) => [...byKey.values()].find((refund) => refund.id === id),
    refundByKey: (key) => byKey.get(key),
    refundsOf: (orderId) => [...byKey.values()].filter(({ request }) => request.orderId === orderId),
    saveRefund(refund) {
      byKey.set(refund.request.key, refund);
      changed();
    },
  };
  return { records, all: () => [...byKey.values()] };
}

type DebitRecords = Pick<Records, 'debit' | 'debitByKey' | 'debitsOf' | 'saveDebit'>;

function keepDebits(from: readonly Debit[], changed: () => void): { records: DebitRecords; all(): Debit[] } {
  const byId = new Map(from.map((debit) => [debit.id, debit]));
  const all = () => [...byId.values()];
  const records: DebitRecords = {
    debit: (id) => byId.get(id),
    debitByKey: (key) => all().find(({ idempotencyKey }) => idempotencyKey === key),
    debitsOf: (orderId) => all().filter(({ request }) => request.orderId === orderId),
    saveDebit(debit) {
      byId.set(debit.id, debit);
      changed();
    },
  };
  return { records, all };
}
