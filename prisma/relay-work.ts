import { z } from 'zod';
import { DAY, SECOND, later } from '../domain/duration.ts';
import type { Client } from './database.ts';
import { Prisma } from './generated/client.ts';

/** What was left for so long was left by a crash, or by an engine that was away (architecture: the relay). */
const LEFT_FOR = 10 * SECOND;

/** A payment event with its place among those that were stored. */
export interface WaitingEvent {
  readonly provider: string;
  readonly eventId: string;
  readonly orderId: string;
  readonly number: string;
}

/** An order nobody minds yet, with its place among them. */
export interface UnstartedOrder {
  readonly id: string;
  readonly createdAt: Date;
}

/** So many orders in the last two seconds are a sale. */
const SALE = 40;

const Ids = z.array(z.object({ id: z.string() }));
const Refunds = z.array(z.object({ refundId: z.string(), orderId: z.string() }));
const Event = z.object({ provider: z.string(), eventId: z.string(), orderId: z.string() });
const News = z.array(Event.extend({ isOver: z.boolean() }));
export type WaitingNews = z.infer<typeof News>[number];
const Unstarted = z.array(z.object({ id: z.string(), createdAt: z.date() }));

/** What the relay looks for, at the machine's `now`. */
export function relayWork(client: Client, now: string) {
  const leftSince = later(now, -LEFT_FOR);
  return {
    /** Orders whose workflow never began, oldest first, from the one `after`; locked, so that two relays don't take the same. */
    async unstartedOrders(most: number, after?: UnstartedOrder): Promise<UnstartedOrder[]> {
      const [createdAt, id] = after ? [after.createdAt, after.id] : [new Date(0), ''];
      const rows = await client.$queryRaw`
        select id, created_at as "createdAt" from orders
         where started_at is null and status <> 'rejected' and created_at < ${leftSince}::timestamptz
           and (created_at, id) > (${createdAt}::timestamptz, ${id})
         order by created_at, id limit ${most} for update skip locked`;
      return Unstarted.parse(rows);
    },

    /** Whether orders come in at the rate of a sale just now. */
    async isSaleOn(): Promise<boolean> {
      const since = later(now, -2 * SECOND);
      const recent = await client.order.findMany({
        where: { placedAt: { gt: new Date(since) } },
        select: { id: true },
        take: SALE,
      });
      return recent.length === SALE;
    },

    /** Payment events that wait to be applied, those among them whose order has come meanwhile; locked likewise. */
    async waitingEvents(most: number, after?: WaitingEvent): Promise<WaitingEvent[]> {
      const rows = await client.$queryRaw`
        select e.seq::text as number, e.provider, e.event_id as "eventId", e.order_id as "orderId"
          from payment_events e join orders o on o.id = e.order_id
         where e.applied_at is null and e.received_at < ${leftSince}::timestamptz
           and (e.signalled_at is null or e.signalled_at < ${leftSince}::timestamptz)
           and e.seq > ${after?.number ?? '0'}::bigint
         order by e.seq limit ${most} for update of e skip locked`;
      return z.array(Event.extend({ number: z.string() })).parse(rows);
    },

    /** What bureaus, or carriers, have told that waits to be applied. `isOver`: its order has nobody who would. */
    async waitingNews(table: 'credit_reports' | 'parcel_updates', most: number): Promise<WaitingNews[]> {
      const rows = await client.$queryRaw`
        select r.provider, r.event_id as "eventId", r.order_id as "orderId",
               o.status in ('rejected', 'delivered', 'cancelled', 'expired', 'merged') as "isOver"
          from ${Prisma.raw(table)} r join orders o on o.id = r.order_id
         where r.applied_at is null and r.received_at < ${leftSince}::timestamptz
           and (r.signalled_at is null or r.signalled_at < ${leftSince}::timestamptz)
         order by r.seq limit ${most}`;
      return News.parse(rows);
    },

    /** Refunds whose workflow never began though it is time; they were asked for on their order's clock. */
    async unstartedRefunds(most: number): Promise<z.infer<typeof Refunds>> {
      const rows = await client.$queryRaw`
        select r.id::text as "refundId", r.order_id as "orderId" from refunds r join orders o on o.id = r.order_id
         where r.state = 'pending' and r.started_at is null
           and coalesce(r.send_at, r.requested_at) < ${leftSince}::timestamptz + o.clock_offset_ms * interval '1 millisecond'
         order by r.requested_at limit ${most}`;
      return Refunds.parse(rows);
    },

    /** Closed orders that have something left to say and nobody who says it: a message, or a win-back whose time has come. */
    async silentOrders(most: number): Promise<string[]> {
      const rows = await client.$queryRaw`
        select id from orders
         where win_back_at - clock_offset_ms * interval '1 ms' between ${later(now, -DAY)}::timestamptz and ${leftSince}::timestamptz
        union
        select o.id from messages m join orders o on o.id = m.order_id
         where m.state = 'queued' and m.claimed_at is null and m.attempts = 0
           and o.status in ('cancelled', 'expired', 'merged') and o.closed_at < ${leftSince}::timestamptz limit ${most}`;
      return Ids.parse(rows).map(({ id }) => id);
    },
  };
}
