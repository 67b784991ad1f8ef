import { z } from 'zod';
import type { Client } from '../database.ts';
import { Prisma } from '../generated/client.ts';
import { cohortOf } from './cohort.ts';
import type { Cohort } from './cohort.ts';

/** What offers after a decline can be told apart by. By `provider`: those of outside providers alone. */
export const recoveryGroupings = ['kind', 'grade', 'provider'] as const;
export type RecoveryGrouping = (typeof recoveryGroupings)[number];

/** Offers of one group and the orders they were made to. */
export interface RecoveryGroup {
  /** Null: all groups together. */
  readonly key: string | null;
  readonly offers: number;
  readonly orders: number;
  /** Orders that took one of these offers. */
  readonly taken: number;
  /** Orders that were paid, ever, with one of these as the last offer they had taken. */
  readonly paid: number;
  /** Orders that took no offer at all and were paid all the same: what people do without one. */
  readonly paidAnyway: number;
  /** What the `paid` ones are worth, less what was given back of it, by currency, minor units. */
  readonly saved: Readonly<Record<string, number>>;
}

const Groups = z.array(
  z.object({
    key: z.string().nullable(),
    offers: z.int(),
    orders: z.int(),
    taken: z.int(),
    paid: z.int(),
    paidAnyway: z.int(),
    saved: z.record(z.string(), z.number()).nullable(),
  }),
);

/**
 * What came of the offers that were made to the orders of a cohort, read off their journals; all of them together come last. An order
 * counts once in a group, however often it was offered the like.
 */
export async function recoveryReport(
  client: Client,
  cohort: Cohort,
  grouping: RecoveryGrouping,
): Promise<readonly RecoveryGroup[]> {
  const rows = await client.$queryRaw`
    with cohort as (${cohortOf(cohort, 'all')}),
         applied as (select id, currency, paid_at, case when status in ('paid', 'shipped', 'delivered') then total - amount_refunded else 0 end as kept
                       from cohort where credit_application_id is not null),
         told as (select j.order_id, j.id, j.at, j.kind, j.reason, j.facts, j.facts ->> 'offer' as offer, a.currency, a.kept, a.paid_at
                    from applied a join journal j on j.order_id = a.id where j.kind in ('offer_made', 'offer_accepted')),
         taken as (select *, min(id) filter (where kind = 'offer_accepted') over of_offer as taken, min(at) filter (where kind = 'offer_accepted') over of_offer as taken_at
                     from told window of_offer as (partition by order_id, offer)),
         ended as (select *, max(taken) over (partition by order_id) as last_taken from taken),
         offers as (select ${keyOf(grouping)} as key, order_id, currency, kept, taken is not null as is_taken,
                           taken = last_taken and paid_at >= taken_at as is_paid, last_taken is null and paid_at is not null as is_paid_anyway
                      from ended t where kind = 'offer_made'),
         worth as (select key, jsonb_object_agg(currency, amount) as amounts
                     from (select key, currency, sum(kept) as amount from offers where is_paid and key is not null
                            group by grouping sets ((key, currency), (currency))) as w group by key)
    select o.key, count(*)::int as offers, count(distinct order_id)::int as orders, count(distinct order_id) filter (where is_taken)::int as taken,
           count(distinct order_id) filter (where is_paid)::int as paid, count(distinct order_id) filter (where is_paid_anyway)::int as "paidAnyway",
           (select w.amounts from worth w where w.key is not distinct from o.key) as saved
      from offers o where o.key is not null group by grouping sets ((o.key), ()) order by o.key nulls last`;
  return Groups.parse(rows).map((group) => ({ ...group, saved: group.saved ?? {} }));
}

/** The column of a grouping: never text from outside. A grade is the one the buyer had when the offer was made. */
function keyOf(grouping: RecoveryGrouping): Prisma.Sql {
  const columns = {
    kind: Prisma.sql`t.reason`,
    grade: Prisma.sql`coalesce(t.facts ->> 'grade', (select c.grade from credit_applications c where c.id = (t.facts ->> 'application')::uuid), 'unknown')`,
    provider: Prisma.sql`t.facts #>> '{terms,provider}'`,
  } as const satisfies Record<RecoveryGrouping, Prisma.Sql>;
  return columns[grouping];
}
