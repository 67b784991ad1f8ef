import { z } from 'zod';
import type { CallTask, CallTaskState } from '../domain/call-tasks/call-task.ts';
import { callTaskOf } from './call-tasks.ts';
import type { Client } from './database.ts';

/** Which tasks to list; what is left out does not narrow. */
export interface CallTaskFilter {
  readonly orderId?: string | undefined;
  readonly shop?: string | undefined;
  /** As it is at `now`: a claim that has run out counts as open. */
  readonly state?: CallTaskState | undefined;
}

export interface CallTaskPage {
  /** The last task of the page before. */
  readonly after: { readonly createdAt: string; readonly id: string } | undefined;
  readonly limit: number;
}

const Ids = z.array(z.object({ id: z.uuid() }));

/** A page of call tasks, oldest first: who waits longest is called first. `now` is the machine's; each order has its own clock. */
export async function listCallTasks(
  client: Client,
  {
    orderId = null,
    shop = null,
    state = null,
  }: { [field in keyof CallTaskFilter]: CallTaskFilter[field] | null },
  { after, limit }: CallTaskPage,
  now: string,
): Promise<CallTask[]> {
  const found = await client.$queryRaw`
    select t.id from call_tasks t join orders o on o.id = t.order_id
     where (${orderId}::text is null or t.order_id = ${orderId})
       and (${shop}::text is null or t.shop = ${shop})
       and (${after?.id ?? null}::uuid is null
            or (t.created_at, t.id) > (${after?.createdAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
       and (${state}::text is null
            or case when t.state = 'claimed' and t.claim_expires_at <= ${now}::timestamptz + o.clock_offset_ms * interval '1 ms'
                    then 'open' else t.state end = ${state})
     order by t.created_at, t.id limit ${limit}`;
  const ids = Ids.parse(found).map(({ id }) => id);
  const rows = await client.callTask.findMany({
    where: { id: { in: ids } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(callTaskOf);
}
