import { z } from 'zod';
import type { Client } from './database.ts';

const Rows = z.tuple([z.object({ closes: z.int(), paid: z.int() })]);

/** What a buyer's standing is looked at by. */
export interface StandingFacts {
  /** Unpaid closes that count (rules.md 34): expired, or cancelled by the buyer after the time that is forgiven. */
  readonly unpaidCloses: number;
  readonly paidOrders: number;
}

/** Counts a buyer's unpaid closes and paid orders since `since`; `forgiveMs` after placing a buyer's cancel counts. */
export async function standingFacts(
  client: Client,
  customerId: string,
  { since, forgiveMs }: { readonly since: string; readonly forgiveMs: number },
): Promise<StandingFacts> {
  const rows = await client.$queryRaw`
    select count(*) filter (where paid_at is null and (status = 'expired'
             or (closed_reason = 'cancelled_by_buyer' and closed_at > placed_at + ${forgiveMs}::float8 * interval '1 ms')))::int as closes,
           count(*) filter (where paid_at is not null)::int as paid
      from orders where customer_id = ${customerId} and placed_at >= ${since}::timestamptz`;
  const [{ closes, paid }] = Rows.parse(rows);
  return { unpaidCloses: closes, paidOrders: paid };
}
