import { isTerminal } from '../domain/order/status.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Client } from '../prisma/database.ts';
import type { StoredOrder } from '../prisma/orders.ts';
import { paymentEvents } from '../prisma/payment-events.ts';
import type { ReceivedEvent } from '../prisma/payment-events.ts';
import { paymentSessions } from '../prisma/payment-sessions.ts';
import { eventHash } from '../providers/opaque-names.ts';
import type { PaymentEvent } from '../providers/ports.ts';
import type { Dependencies } from './dependencies.ts';

type Needs = Pick<Dependencies, 'database' | 'gateway' | 'toldEvents'>;

/**
 * Takes a verified event in (rules.md 12): stored once, with its order's row locked, so that closing reads it; then its order's
 * workflow is told, also on a repeat when it is not known to have been told before. Answers whether the order is known. Throws `EngineUnavailable` when
 * the workflow could not be told: the event is stored and the relay tells it, and the provider sends it again.
 */
export async function receivePaymentEvent(
  needs: Needs,
  provider: string,
  event: PaymentEvent,
  now: string,
): Promise<boolean> {
  const { client } = needs.database;
  const sessionId = event.sessionId ?? (await sessionByKey(client, event));
  const received = { ...receivedEvent(provider, event), sessionId };
  const { order, signalledAt, appliedAt } = await paymentEvents(client).store(received, now);
  if (!order) return false;
  if (signalledAt !== null) return true;
  if (appliedAt === null) await tellWorkflow(needs, order, provider, event.id);
  needs.toldEvents.add(received);
  return true;
}

/** The provider's own id of a session it tells of by our key. */
async function sessionByKey(client: Client, { sessionKey }: PaymentEvent): Promise<string | undefined> {
  return sessionKey === undefined ? undefined : paymentSessions(client).providersIdOf(sessionKey);
}

/** An open order's own workflow, or one that settles money for an order that is over (rules.md 3). */
async function tellWorkflow(
  { gateway }: Pick<Needs, 'gateway'>,
  order: StoredOrder,
  provider: string,
  eventId: string,
): Promise<void> {
  const hash = eventHash(provider, eventId);
  const isTold = !isTerminal(order.status) && (await signalled(gateway, order, hash));
  if (!isTold) await gateway.startLatePayment(order, provider, hash);
}

/** False when the order has ended since its row was read. */
async function signalled(gateway: Needs['gateway'], order: StoredOrder, hash: string): Promise<boolean> {
  try {
    await gateway.signalPaymentEvent(order, hash);
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'order_not_open') return false;
    throw error;
  }
}

/** An event as it is stored. */
export function receivedEvent(
  provider: string,
  { id: eventId, at: occurredAt, ...event }: PaymentEvent,
): ReceivedEvent {
  const { type, orderId, amount, currency, sessionId, method, failureCode, refundKey } = event;
  return {
    provider,
    eventId,
    occurredAt,
    type,
    orderId,
    amount,
    currency,
    sessionId,
    method,
    failureCode,
    refundKey,
  };
}
