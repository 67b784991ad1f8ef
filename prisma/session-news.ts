import { z } from 'zod';
import type { Client } from './database.ts';
import type { Payer } from './payment-sessions.ts';

const Rows = z.tuple([z.object({ told: z.boolean(), applied: z.boolean(), isInstalment: z.boolean() })]);

/**
 * What the provider has told us of the session that this payer opened last: whether anything since `since`, and whether all of it has
 * been applied to the order; and whether it was for an instalment.
 */
export async function newsOfLastSession(
  client: Client,
  { orderId, payer, since }: { readonly orderId: string; readonly payer: Payer; readonly since: string },
): Promise<z.infer<typeof Rows>[0]> {
  const rows = await client.$queryRaw`
    select count(*) filter (where e.received_at >= ${since}::timestamptz) > 0 as told, coalesce(bool_and(e.applied_at is not null) filter (where e.event_id is not null), true) as applied,
           coalesce(bool_or(s.instalment is not null), false) as "isInstalment"
      from (select provider, provider_session_id, instalment from payment_sessions
             where order_id = ${orderId} and payer = ${payer} order by created_at desc limit 1) s
      left join payment_events e on e.order_id = ${orderId} and e.provider = s.provider and e.session_id = s.provider_session_id`;
  return Rows.parse(rows)[0];
}
