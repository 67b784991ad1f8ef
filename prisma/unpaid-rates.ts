import { z } from 'zod';
import type { UnpaidRates } from '../domain/alerts/unpaid-rate.ts';
import type { Client } from './database.ts';

/** The instants between which orders count as recent, and before them as usual. */
export interface RateWindows {
  readonly usualFrom: string;
  readonly recentFrom: string;
  readonly now: string;
}

const Counts = z.tuple([
  z.object({ recent: z.int(), recentUnpaid: z.int(), usual: z.int(), usualUnpaid: z.int() }),
]);

/** How many of a shop's orders were paid and closed unpaid in each window. Closes that count against nobody are left out. */
export async function unpaidRatesOf(
  client: Client,
  shop: string,
  { usualFrom, recentFrom, now }: RateWindows,
): Promise<UnpaidRates> {
  const rows = await client.$queryRaw`
    with ended as (
      select paid_at as at, false as unpaid from orders
       where shop = ${shop} and paid_at > ${usualFrom}::timestamptz and paid_at <= ${now}::timestamptz
      union all
      select closed_at, true from orders
       where shop = ${shop} and unpaid_close and closed_at > ${usualFrom}::timestamptz and closed_at <= ${now}::timestamptz)
    select count(*) filter (where at > ${recentFrom}::timestamptz)::int as "recent",
           count(*) filter (where unpaid and at > ${recentFrom}::timestamptz)::int as "recentUnpaid",
           count(*) filter (where at <= ${recentFrom}::timestamptz)::int as "usual",
           count(*) filter (where unpaid and at <= ${recentFrom}::timestamptz)::int as "usualUnpaid"
      from ended`;
  const [{ recent, recentUnpaid, usual, usualUnpaid }] = Counts.parse(rows);
  return {
    recent: { orders: recent, unpaid: recentUnpaid },
    usual: { orders: usual, unpaid: usualUnpaid },
  };
}
