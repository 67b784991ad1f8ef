import { z } from 'zod';
import type { RewardFacts } from '../domain/rewards/rewards.ts';
import { standingLevels } from '../domain/validity/standing-level.ts';
import type { Client } from './database.ts';

const Facts = z.tuple([
  z.object({
    recentOrders: z.int(),
    recentSpent: z.coerce.number().int(),
    standing: z.enum(standingLevels),
    everUnpaid: z.boolean(),
    accessories: z.array(z.string()),
  }),
]);

/** The order whose rewards are decided: it counts itself, though its row may still be as it was. */
export interface RewardQuestion {
  readonly id: string;
  readonly shop: string;
  readonly customerId: string;
  readonly currency: string;
  readonly total: number;
  readonly skus: readonly string[];
  /** Orders paid since then are recent. */
  readonly since: string;
  /** Most accessories that are named. */
  readonly most: number;
}

/** What an order's rewards follow from, read under the buyer's lock in one statement. Orders in other currencies are left out. */
export async function rewardFacts(client: Client, question: RewardQuestion): Promise<RewardFacts> {
  const { id, shop, customerId, currency, total, skus, since, most } = question;
  const rows = await client.$queryRaw`
    with recent as (
      select count(*)::int as orders, coalesce(sum(o.total - o.amount_refunded), 0)::bigint as spent
        from orders o
       where o.customer_id = ${customerId} and o.paid_at >= ${since}::timestamptz and o.shop = ${shop} and o.currency = ${currency}
         and o.id <> ${id} and o.total > o.amount_refunded and o.closed_reason is distinct from 'refunded'),
    bought as (select coalesce(array_agg(distinct t), '{}') as tags from stock s, unnest(s.tags) as t where s.sku = any(${skus}))
    select recent.orders + 1 as "recentOrders", recent.spent + ${total}::bigint as "recentSpent",
           coalesce((select c.standing from customers c where c.id = ${customerId}), 'good') as standing,
           exists (select from orders o where o.customer_id = ${customerId} and o.unpaid_close and o.id <> ${id}) as "everUnpaid",
           array(select s.sku from stock s, bought
                  where s.tags && bought.tags and s.sku <> all(${skus}) and s.on_hand - s.held - s.safety_stock > 0
                  order by s.on_hand - s.held - s.safety_stock desc, s.sku limit ${most}) as accessories
      from recent`;
  return Facts.parse(rows)[0];
}

/** A buyer by recency, frequency and money. */
export interface RfmClass {
  readonly important: boolean;
  readonly buyers: number;
  readonly orders: number;
  readonly spent: number;
}

const Classes = z.array(
  z.object({ important: z.boolean(), buyers: z.int(), orders: z.int(), spent: z.coerce.number() }),
);

/** How a shop's buyers fall into important ones and others, by the orders paid since `since`: who would get what, before it is turned on. */
export async function rfmClasses(
  client: Client,
  {
    shop,
    since,
    importantMonetary,
    frequentOrders,
  }: {
    readonly shop: string;
    readonly since: string;
    readonly importantMonetary: number;
    readonly frequentOrders: number;
  },
): Promise<readonly RfmClass[]> {
  const rows = await client.$queryRaw`
    with buyers as (
      select customer_id, count(*) as orders, sum(total - amount_refunded) as spent
        from orders where shop = ${shop} and paid_at >= ${since}::timestamptz and total > amount_refunded group by customer_id)
    select (spent >= ${importantMonetary}::bigint or orders >= ${frequentOrders}::int) as important,
           count(*)::int as buyers, sum(orders)::int as orders, sum(spent)::bigint as spent
      from buyers group by 1 order by 1`;
  return Classes.parse(rows);
}
