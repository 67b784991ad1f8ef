import { z } from 'zod';
import { DAY, HOUR, later } from '../domain/duration.ts';
import type { Client } from './database.ts';

/** How long answers to idempotency keys are kept (rules.md 10). */
const KEYS_KEPT = 7 * DAY;
/** A person is known by his orders of so long, and by those that are open. */
const MARKS_KEPT = 30 * DAY;
/** From here on, somebody has to look. */
const TOO_LONG = HOUR;

const Events = z.array(z.object({ provider: z.string(), eventId: z.string(), orderId: z.string() }));

/** What is looked after beside the orders, at the machine's `now`: signs of life, what is forgotten, what somebody has to look at. */
export function housekeeping(client: Client, now: string) {
  return {
    /** The sign of life that tells a sweeper that stopped from one that has nothing to do. */
    async beat(name: string): Promise<void> {
      const at = new Date(now);
      await client.heartbeat.upsert({ where: { name }, create: { name, at }, update: { at } });
    },

    /** Forgets answers that nobody asks for any more, and documents no application has taken. */
    async forgetOldAnswers(): Promise<void> {
      const before = new Date(later(now, -KEYS_KEPT));
      await client.idempotencyKey.deleteMany({ where: { createdAt: { lt: before } } });
      await client.requestAnswer.deleteMany({ where: { at: { lt: before } } });
      await client.creditDocument.deleteMany({ where: { takenAt: null, receivedAt: { lt: before } } });
      await client.$executeRaw`
        delete from person_marks m where m.at < ${later(now, -MARKS_KEPT)}::timestamptz
           and not exists (select from orders o where o.id = m.order_id and o.status in ('awaiting_payment', 'payment_processing'))`;
    },

    /** Events whose order has not come for an hour. */
    async unmatchedEvents(): Promise<z.infer<typeof Events>> {
      const rows = await client.$queryRaw`
        select e.provider, e.event_id as "eventId", e.order_id as "orderId"
          from (select provider, event_id, order_id, applied_at, received_at from payment_events
                union all select provider, event_id, order_id, applied_at, received_at from parcel_updates) e
         where e.applied_at is null and e.received_at < ${later(now, -TOO_LONG)}::timestamptz
           and not exists (select 1 from orders o where o.id = e.order_id) limit 100`;
      return Events.parse(rows);
    },

    /** How many orders should have closed more than an hour ago and have not even begun to; and whether any closed since then. */
    async overdue(): Promise<{ readonly orders: number; readonly anyClosed: boolean }> {
      const since = new Date(later(now, -TOO_LONG));
      const where = {
        status: 'awaiting_payment',
        releaseAt: { lt: since },
        closingSince: null,
        pausedSince: null,
        clockOffsetMs: 0,
      };
      const orders = await client.order.count({ where });
      const closed = await client.order.count({ where: { status: 'expired', closedAt: { gte: since } } });
      return { orders, anyClosed: closed > 0 };
    },
  };
}
