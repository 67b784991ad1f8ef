import { z } from 'zod';
import { DAY, MINUTE, later } from '../domain/duration.ts';
import { orderStatuses } from '../domain/order/status.ts';
import type { OrderStatus } from '../domain/order/status.ts';
import type { Client } from './database.ts';
import { sessionOf } from './payment-sessions.ts';
import type { PaymentSession } from './payment-sessions.ts';
import { oneOf } from './rows.ts';

/** A session with what we know of its order and its money. */
export interface ComparedSession {
  readonly session: PaymentSession;
  readonly orderStatus: OrderStatus;
  readonly clockOffsetMs: number;
  /** The money that came through it, as far as we know. */
  readonly payment: { readonly amount: number; readonly currency: string } | undefined;
  /** What was told of it waits to be applied: it is on its way to being known. */
  readonly isNewsWaiting: boolean;
}

/** Younger ones are just being opened or told of. */
const SETTLED_AFTER = 2 * MINUTE;
/** How long a session that is over for us is still compared: a provider's own corrections come within days. */
const COMPARED_FOR = 7 * DAY;

const Ids = z.array(z.object({ id: z.string() }));

/**
 * Sessions to compare with their providers at the machine's `now`: all that may still bring money, and those of the last week that are
 * over; by id, after `after`.
 */
export async function sessionsToCompare(
  client: Client,
  now: string,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<readonly ComparedSession[]> {
  const rows = await client.$queryRaw`
    select s.id::text from payment_sessions s
     where s.created_at < ${later(now, -SETTLED_AFTER)}::timestamptz
       and (s.state in ('opening', 'open', 'processing', 'failed') or s.created_at > ${later(now, -COMPARED_FOR)}::timestamptz)
       and s.id > ${after ?? '00000000-0000-0000-0000-000000000000'}::uuid
     order by s.id limit ${limit}`;
  const ids = Ids.parse(rows).map(({ id }) => id);
  const found = await client.paymentSession.findMany({ where: { id: { in: ids } }, orderBy: { id: 'asc' } });
  return Promise.all(found.map((row) => comparedOf(client, sessionOf(row))));
}

async function comparedOf(client: Client, session: PaymentSession): Promise<ComparedSession> {
  const { provider, providerSessionId: sessionId, orderId } = session;
  const order = await client.order.findUniqueOrThrow({ where: { id: orderId } });
  const money = sessionId
    ? await client.payment.findUnique({ where: { provider_reference: { provider, reference: sessionId } } })
    : null;
  const waiting = sessionId
    ? await client.paymentEvent.count({ where: { provider, sessionId, appliedAt: null } })
    : 0;
  return {
    session,
    orderStatus: oneOf(orderStatuses, order.status),
    clockOffsetMs: Number(order.clockOffsetMs),
    payment: money ? { amount: Number(money.amount), currency: money.currency } : undefined,
    isNewsWaiting: waiting > 0,
  };
}
