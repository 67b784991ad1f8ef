import { z } from 'zod';
import type { Client } from '../database.ts';
import { cohortOf } from './cohort.ts';
import type { Cohort, OrderGrouping } from './cohort.ts';

/** Orders of one group. `open`: neither paid nor closed yet. */
export interface UnpaidGroup {
  readonly key: string;
  readonly orders: number;
  readonly paid: number;
  readonly unpaid: number;
  readonly open: number;
  /** What the unpaid and the open ones are worth, by currency, minor units. */
  readonly tiedUp: Readonly<Record<string, number>>;
  /** How long their stock was held for nothing so far: pieces times hours. */
  readonly stockHours: number;
}

const UnpaidGroups = z.array(
  z.object({
    key: z.string(),
    orders: z.int(),
    paid: z.int(),
    unpaid: z.int(),
    open: z.int(),
    tiedUp: z.record(z.string(), z.number()).nullable(),
    stockHours: z.number(),
  }),
);

/** How many orders of a cohort were not paid, by group, and what they tied up until `now`. */
export async function unpaidReport(
  client: Client,
  cohort: Cohort,
  { grouping, now }: { readonly grouping: OrderGrouping; readonly now: string },
): Promise<readonly UnpaidGroup[]> {
  const rows = await client.$queryRaw`
    with cohort as (${cohortOf(cohort, grouping)}),
         counted as (select *, (select sum((l ->> 'quantity')::bigint) from jsonb_array_elements(lines) as l) as pieces,
                            case when paid_at is not null then 'paid' when closed_at is not null then 'unpaid' else 'open' end as end_state from cohort),
         worth as (select key, jsonb_object_agg(currency, amount) as amounts
                     from (select key, currency, sum(total) as amount from counted where paid_at is null group by key, currency) as c group by key)
    select c.key, count(*)::int as orders, count(*) filter (where end_state = 'paid')::int as paid,
           count(*) filter (where end_state = 'unpaid')::int as unpaid, count(*) filter (where end_state = 'open')::int as open,
           (select w.amounts from worth w where w.key = c.key) as "tiedUp",
           coalesce(sum(pieces * extract(epoch from greatest(interval '0', coalesce(closed_at, ${now}::timestamptz) - placed_at)) / 3600)
             filter (where end_state <> 'paid' and hold <> 'none'), 0)::float8 as "stockHours"
      from counted c group by c.key order by c.key`;
  return UnpaidGroups.parse(rows).map((group) => ({ ...group, tiedUp: group.tiedUp ?? {} }));
}

/** How far the orders of a group have come; who has come further has come this far too. */
export interface FunnelGroup {
  readonly key: string;
  readonly placed: number;
  readonly linkOpened: number;
  readonly attempted: number;
  readonly paid: number;
}

const FunnelGroups = z.array(
  z.object({ key: z.string(), placed: z.int(), linkOpened: z.int(), attempted: z.int(), paid: z.int() }),
);

/** The steps of a cohort's orders: placed, payment page opened, an attempt to pay, paid. */
export async function funnelReport(
  client: Client,
  cohort: Cohort,
  grouping: OrderGrouping | 'all',
): Promise<readonly FunnelGroup[]> {
  const rows = await client.$queryRaw`
    with cohort as (${cohortOf(cohort, grouping)}),
         steps as (select key, paid_at is not null as paid,
                          exists (select from payment_sessions x where x.order_id = c.id)
                            or exists (select from payment_events e where e.order_id = c.id and e.type not in ('payment.refunded', 'payment.refund_failed')) as attempted,
                          exists (select from link_openings l where l.order_id = c.id) as opened
                     from cohort c)
    select key, count(*)::int as placed, count(*) filter (where opened or attempted or paid)::int as "linkOpened",
           count(*) filter (where attempted or paid)::int as attempted, count(*) filter (where paid)::int as paid
      from steps group by key order by key`;
  return FunnelGroups.parse(rows);
}

/** Why orders were not paid. */
export interface UnpaidReason {
  readonly key: string;
  readonly orders: number;
  /** The codes of failed attempts behind `payment_failed`, with how often each was the last. */
  readonly failures: Readonly<Record<string, number>>;
}

const Reasons = z.array(
  z.object({ key: z.string(), orders: z.int(), failures: z.record(z.string(), z.int()).nullable() }),
);

/**
 * Why the unpaid orders of a cohort were not paid, each for one reason: the one it was cancelled with; else that its last attempt had failed,
 * that a problem was reported, that the payment page was left, or that it was never opened.
 */
export async function reasonsReport(client: Client, cohort: Cohort): Promise<readonly UnpaidReason[]> {
  const rows = await client.$queryRaw`
    with cohort as (${cohortOf(cohort, 'all')}),
         told as (select c.failure_code, case
             when c.status = 'cancelled' then coalesce((select j.reason from journal j where j.order_id = c.id and j.kind = 'cancelled' order by j.id desc limit 1), 'other')
             when c.failure_code is not null then 'payment_failed'
             when exists (select from problems x where x.order_id = c.id) then 'problem_' || (select x.kind from problems x where x.order_id = c.id order by x.at desc limit 1)
             when exists (select from payment_sessions x where x.order_id = c.id) or exists (select from link_openings l where l.order_id = c.id)
               then 'left_payment_page'
             else 'never_opened' end as key
           from cohort c where c.paid_at is null and c.closed_at is not null),
         failed as (select failure_code, count(*)::int as orders from told where key = 'payment_failed' group by failure_code)
    select key, count(*)::int as orders,
           case when key = 'payment_failed' then (select jsonb_object_agg(failure_code, orders) from failed) end as failures
      from told group by key order by orders desc, key`;
  return Reasons.parse(rows).map((reason) => ({ ...reason, failures: reason.failures ?? {} }));
}

/** What became of the orders of one arm of an experiment: a shop's. */
export interface ArmTally {
  readonly shop: string;
  readonly arm: string;
  readonly policy: string;
  readonly orders: number;
  readonly paid: number;
  readonly open: number;
}

const Arms = z.array(
  z.object({
    shop: z.string(),
    arm: z.string(),
    policy: z.string(),
    orders: z.int(),
    paid: z.int(),
    open: z.int(),
  }),
);

/** Orders and payments of each arm. Orders that took part in no experiment are left out. */
export async function experimentTallies(client: Client, cohort: Cohort): Promise<readonly ArmTally[]> {
  const rows = await client.$queryRaw`
    with cohort as (${cohortOf(cohort, 'arm')})
    select shop, arm, max(policy_name) as policy, count(*)::int as orders, count(paid_at)::int as paid,
           count(*) filter (where paid_at is null and closed_at is null)::int as open
      from cohort where arm is not null group by shop, arm order by shop, arm`;
  return Arms.parse(rows);
}
