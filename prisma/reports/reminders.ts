import { Prisma } from '../generated/client.ts';
import { z } from 'zod';
import type { Client } from '../database.ts';

/** What reminders can be told apart by. */
export const reminderGroupings = ['stage', 'channel', 'emphasis', 'segment', 'strategy'] as const;
export type ReminderGrouping = (typeof reminderGroupings)[number];

/** Orders placed from `from` until before `to`, both ISO instants; of one shop or of all. */
export interface ReminderCohort {
  readonly from: string;
  readonly to: string;
  readonly shop: string | undefined;
}

export interface ReminderGroup {
  readonly key: string;
  /** Reminders that went out; by channel: the messages. */
  readonly sent: number;
  /** Of these: whose payment link was opened. */
  readonly opened: number;
  /** Of these: whose order was paid within 24 h after they went out. */
  readonly paidWithin24h: number;
}

/** Orders and how many of them were paid, whenever that was. */
export interface OrderTally {
  readonly orders: number;
  readonly paid: number;
}

export interface ReminderReport {
  readonly groups: readonly ReminderGroup[];
  readonly reminded: OrderTally;
  /** Orders that could have been reminded and never were: what people do without us. */
  readonly neverReminded: OrderTally;
}

const Groups = z.array(z.object({ key: z.string(), sent: z.int(), opened: z.int(), paidWithin24h: z.int() }));
const Tally = z.object({ orders: z.int(), paid: z.int() });
const Tallies = z.tuple([z.object({ reminded: Tally, neverReminded: Tally })]);

/**
 * What reminders did for the orders of a cohort. Several reminders of one order within the 24 h before its payment each count it, so
 * groups do not add up to orders; `reminded` and `neverReminded` count every order once. A call is a reminder on the channel `call`.
 * Orders that were never to be paid online (cash on delivery, distribution platforms, nothing due) and refused ones are no part of it.
 */
export async function reminderReport(
  client: Client,
  cohort: ReminderCohort,
  grouping: ReminderGrouping,
): Promise<ReminderReport> {
  const groups = Groups.parse(
    await client.$queryRaw`
      with cohort as (${cohortOf(cohort)}), messages_sent as (${SENT}), reminders_sent as (
        select order_id, stage, strategy, emphasis, segment, paid_at, min(sent_at) as sent_at, bool_or(opened) as opened
          from messages_sent group by order_id, stage, strategy, emphasis, segment, paid_at)
      select ${keyOf(grouping)} as key, count(*)::int as sent, count(*) filter (where opened)::int as opened,
             count(*) filter (where paid_at >= sent_at and paid_at < sent_at + interval '24 hours')::int as "paidWithin24h"
        from ${grouping === 'channel' ? Prisma.sql`messages_sent` : Prisma.sql`reminders_sent`}
       group by 1 order by 1`,
  );
  const [tallies] = Tallies.parse(
    await client.$queryRaw`
      with cohort as (${cohortOf(cohort)}),
           told as (select c.paid_at, exists (select from reminders r where r.order_id = c.id and r.outcome = 'sent' and r.stage <> 'win_back'
                     and not starts_with(r.stage, 'instalment_')) as reminded
                      from cohort c)
      select jsonb_build_object('orders', count(*) filter (where reminded), 'paid', count(paid_at) filter (where reminded)) as reminded,
             jsonb_build_object('orders', count(*) filter (where not reminded), 'paid', count(paid_at) filter (where not reminded))
               as "neverReminded"
        from told`,
  );
  return { groups, ...tallies };
}

/** Orders that were placed to be paid online. */
function cohortOf({ from, to, shop }: ReminderCohort): Prisma.Sql {
  return Prisma.sql`
    select o.id, o.paid_at from orders o
     where o.placed_at >= ${from}::timestamptz and o.placed_at < ${to}::timestamptz and (${shop ?? null}::text is null or o.shop = ${shop ?? null})
       and o.status not in ('rejected', 'merged') and o.superseded_by is null and o.total > 0
       and o.channel <> 'distribution' and o.payment_method <> 'cash_on_delivery'`;
}

/** Every message of a reminder that went out and did not come back, and every call task, with what came of it. */
const SENT = Prisma.sql`
  select r.order_id, r.stage, r.strategy, coalesce(r.emphasis, 'none') as emphasis, coalesce(r.segment, 'unknown') as segment, c.paid_at,
         m.channel, m.sent_at, l.at is not null as opened
    from cohort c
    join reminders r on r.order_id = c.id and r.outcome = 'sent'
    join messages m on m.order_id = c.id and m.purpose = 'reminder' and m.stage = r.stage and m.state = 'sent'
    left join link_openings l on l.order_id = c.id and l.via = 'reminder/' || r.stage || '/' || m.channel
  union all
  select r.order_id, r.stage, r.strategy, coalesce(r.emphasis, 'none'), coalesce(r.segment, 'unknown'), c.paid_at, 'call', r.decided_at, false
    from cohort c join reminders r on r.order_id = c.id and r.outcome = 'sent' and 'call' = any(r.channels)`;

/** The column of a grouping: never text from outside. */
function keyOf(grouping: ReminderGrouping): Prisma.Sql {
  const columns = {
    stage: Prisma.sql`stage`,
    channel: Prisma.sql`channel`,
    emphasis: Prisma.sql`emphasis`,
    segment: Prisma.sql`segment`,
    strategy: Prisma.sql`strategy`,
  } as const satisfies Record<ReminderGrouping, Prisma.Sql>;
  return columns[grouping];
}
