import { z } from 'zod';
import type { Client } from '../database.ts';

/** What one order came to. Amounts are minor units of its currency. */
export interface OrderTally {
  readonly id: string;
  readonly customerId: string;
  readonly isPaid: boolean;
  /** Paid when there was nothing left to give: closed, and the money sent back. */
  readonly isSoldOut: boolean;
  /** What was paid for it and not given back; 0 while it is not paid. */
  readonly kept: number;
  /** Paid within 24 h after a reminder or a call went out. */
  readonly afterReminder: boolean;
  /** Reminders that went out, calls among them. */
  readonly reminders: number;
  readonly calls: number;
  /** Pieces times hours its stock was held without being paid; 0 for a paid one. */
  readonly stockHours: number;
}

const Tallies = z.array(
  z.object({
    id: z.string(),
    customerId: z.string(),
    isPaid: z.boolean(),
    isSoldOut: z.boolean(),
    kept: z.number(),
    afterReminder: z.boolean(),
    reminders: z.int(),
    calls: z.int(),
    stockHours: z.number(),
  }),
);

/** What each order placed from `from` on came to until `now`; by id. For who compares orders one by one, as simulations do. */
export async function orderTallies(
  client: Client,
  { from, now }: { readonly from: string; readonly now: string },
): Promise<readonly OrderTally[]> {
  return Tallies.parse(
    await client.$queryRaw`
      with sent as (select r.order_id, count(*)::int as reminders, count(*) filter (where 'call' = any(r.channels))::int as calls,
                           bool_or(o.paid_at >= r.decided_at and o.paid_at < r.decided_at + interval '24 hours') as led
                      from reminders r join orders o on o.id = r.order_id
                     where r.outcome = 'sent' and r.stage <> 'win_back' group by r.order_id)
      select o.id, o.customer_id as "customerId", o.paid_at is not null as "isPaid",
             o.closed_reason is not distinct from 'sold_out' as "isSoldOut",
             case when o.paid_at is null then 0 else (o.total - o.amount_refunded)::float8 end as kept,
             coalesce(s.led, false) as "afterReminder", coalesce(s.reminders, 0) as reminders, coalesce(s.calls, 0) as calls,
             case when o.paid_at is not null or o.hold = 'none' then 0
                  else (select sum((l ->> 'quantity')::bigint) from jsonb_array_elements(o.lines) as l)::float8
                         * extract(epoch from coalesce(o.closed_at, ${now}::timestamptz) - o.placed_at)::float8 / 3600 end as "stockHours"
        from orders o left join sent s on s.order_id = o.id
       where o.placed_at >= ${from}::timestamptz order by o.id`,
  );
}

const Days = z.tuple([z.object({ buyerDays: z.int(), repeated: z.int() })]);

/** Days on which a buyer was reminded, and those of them on which it was more than once; on the shop's calendar. */
export async function remindedDays(client: Client): Promise<z.infer<typeof Days>[0]> {
  const [days] = Days.parse(
    await client.$queryRaw`
      select count(*)::int as "buyerDays", count(*) filter (where times > 1)::int as repeated
        from (select o.customer_id, r.local_day, count(*) as times from reminders r join orders o on o.id = r.order_id
               where r.outcome = 'sent' group by 1, 2) as d`,
  );
  return days;
}
