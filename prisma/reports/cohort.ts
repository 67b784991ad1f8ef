import { Prisma } from '../generated/client.ts';

/** What orders can be told apart by. Hours, weekdays and days are those of the shop's zone in which an order was placed. */
export const orderGroupings = [
  'hour',
  'weekday',
  'day',
  'region',
  'device',
  'landingPath',
  'campaign',
  'segment',
  'channel',
  'kind',
  'method',
  'shop',
  'arm',
] as const;
export type OrderGrouping = (typeof orderGroupings)[number];

/** Orders placed from `from` until before `to`, both ISO instants; of one shop or of all. */
export interface Cohort {
  readonly from: string;
  readonly to: string;
  readonly shop: string | undefined;
}

/**
 * The orders of a cohort that were to be paid online, with the key of their group. Left out: refused ones, what was merged or superseded
 * (the order that took its place counts), sold out, what cost nothing, cash on delivery and distribution platforms.
 */
export function cohortOf({ from, to, shop }: Cohort, grouping: OrderGrouping | 'all'): Prisma.Sql {
  return Prisma.sql`
    select o.id, o.customer_id, o.shop, o.arm, o.policy_name, o.status, o.placed_at, o.paid_at, o.closed_at, o.closed_reason, o.failure_code, o.total,
           o.amount_refunded, o.currency, o.hold, o.lines, o.credit_application_id, ${keyOf(grouping)} as key, ${LOCAL} as local_time
      from orders o
      join shops s on s.id = o.shop
      left join policies p on p.name = o.policy_name and p.version = o.policy_version
     where o.placed_at >= ${from}::timestamptz and o.placed_at < ${to}::timestamptz and (${shop ?? null}::text is null or o.shop = ${shop ?? null})
       and o.status not in ('rejected', 'merged') and o.superseded_by is null and o.total > 0
       and (o.closed_reason is null or o.closed_reason not in ('sold_out', 'superseded', 'merged'))
       and o.channel <> ${grouping === 'channel' ? '' : 'distribution'} and o.payment_method <> 'cash_on_delivery'`;
}

/** What a shop's clock showed when the order was placed. */
const LOCAL = Prisma.sql`(o.placed_at at time zone coalesce(s.time_zone, p.document #>> '{calendar,timeZone}', 'UTC'))`;

const UNKNOWN = 'unknown';

/** The column of a grouping: never text from outside. */
function keyOf(grouping: OrderGrouping | 'all'): Prisma.Sql {
  const columns = {
    all: Prisma.sql`'all'`,
    hour: Prisma.sql`to_char(${LOCAL}, 'HH24')`,
    weekday: Prisma.sql`to_char(${LOCAL}, 'ID')`,
    day: Prisma.sql`to_char(${LOCAL}, 'YYYY-MM-DD')`,
    region: Prisma.sql`coalesce(o.source ->> 'region', ${UNKNOWN})`,
    device: Prisma.sql`coalesce(o.source ->> 'device', ${UNKNOWN})`,
    landingPath: Prisma.sql`coalesce(o.source ->> 'landingPath', ${UNKNOWN})`,
    campaign: Prisma.sql`coalesce(o.source ->> 'campaign', ${UNKNOWN})`,
    segment: Prisma.sql`(select case when count(*) = 0 then 'new' when count(*) = 1 then 'second' else 'loyal' end
                           from orders e where e.customer_id = o.customer_id and e.shop = o.shop and e.paid_at < o.placed_at)`,
    channel: Prisma.sql`o.channel`,
    kind: Prisma.sql`o.kind`,
    method: Prisma.sql`o.payment_method`,
    shop: Prisma.sql`o.shop`,
    arm: Prisma.sql`coalesce(o.arm, 'none')`,
  } as const satisfies Record<OrderGrouping | 'all', Prisma.Sql>;
  return columns[grouping];
}
