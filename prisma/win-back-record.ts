import { z } from 'zod';
import { DAY, later } from '../domain/duration.ts';
import type { Client } from './database.ts';

/** The stage under which a win-back stands in the reminders' record: caps and gaps of other orders count it there. */
export const WIN_BACK = 'win_back';

/** A buyer's dealings as far as winning him back needs them. */
export interface WinBackRecord {
  /** Other orders that he has cancelled himself. */
  readonly unwanted: number;
  readonly boughtSince: boolean;
  readonly hasOpenOrder: boolean;
  readonly wonBackLately: boolean;
  /** When he was reminded, of any order, in the last two days: more than any gap or local day. */
  readonly remindedAt: readonly string[];
}

const Rows = z.tuple([
  z.object({
    unwanted: z.int(),
    bought_since: z.boolean(),
    has_open_order: z.boolean(),
    won_back_lately: z.boolean(),
    reminded_at: z.array(z.date()).nullable(),
  }),
]);

/**
 * What a buyer has done besides the order `orderId`, which closed at `closedAt`; `wonBackSince` begins the stretch in which one
 * win-back is enough. Read under the buyer's lock.
 */
export async function winBackRecord(
  client: Client,
  { customerId, id: orderId }: { readonly customerId: string; readonly id: string },
  {
    closedAt,
    now,
    wonBackSince,
  }: { readonly closedAt: string; readonly now: string; readonly wonBackSince: string },
): Promise<WinBackRecord> {
  const lookBack = later(now, -2 * DAY);
  const rows = await client.$queryRaw`
    with own as (select * from orders where customer_id = ${customerId}),
         sent as (select r.order_id, r.stage, r.due_at, r.decided_at from own o join reminders r on r.order_id = o.id where r.outcome = 'sent')
    select (select count(*) from own where id <> ${orderId} and closed_reason = 'cancelled_by_buyer')::int as unwanted,
           exists (select from own where id <> ${orderId} and paid_at >= ${closedAt}::timestamptz) as bought_since,
           exists (select from own where id <> ${orderId} and status in ('awaiting_payment', 'payment_processing')) as has_open_order,
           exists (select from sent where order_id <> ${orderId} and stage = ${WIN_BACK} and decided_at > ${wonBackSince}::timestamptz)
             as won_back_lately,
           (select array_agg(due_at) from sent where decided_at >= ${lookBack}::timestamptz) as reminded_at`;
  const [found] = Rows.parse(rows);
  return {
    unwanted: found.unwanted,
    boughtSince: found.bought_since,
    hasOpenOrder: found.has_open_order,
    wonBackLately: found.won_back_lately,
    remindedAt: (found.reminded_at ?? []).map((at) => at.toISOString()),
  };
}
