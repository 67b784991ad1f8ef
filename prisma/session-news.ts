import { z } from 'zod';
import type { Client } from './database.ts';
import type { Payer } from './payment-sessions.ts';

const Rows = z.tuple([z.object({ told: z.boolean(), applied: z.boolean() })]);

/**
 * What the provider has told us of the session that this payer opened last: whether anything since `since`, and whether all of it has
 * been applied to the order.
 */
export async function newsOfLastSession(
  client: Client,
  { orderId, payer, since }: { readonly orderId: string; readonly payer: Payer; readonly since: string },
): Promise<{ readonly told: boolean; readonly applied: boolean }> {
  const rows = await client.$queryRaw`
    select count(*) filter (where e.received_at >= ${since}::timestamptz) > 0 as told, coalesce(bool_and(e.applied_at is not null), true) as applied
      from (select provider, provider_session_id from payment_sessions
             where order_id = ${orderId} and payer = ${payer} order by created_at desc limit 1) s
      join payment_events e on e.order_id = ${orderId} and e.provider = s.provider and e.session_id = s.provider_session_id`;
  return Rows.parse(rows)[0];
}
