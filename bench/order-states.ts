import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Database } from '../prisma/database.ts';

/** What is noted of an order: that its workflow has begun, and every status it gets. */
export type NotedState = 'begun' | 'paid' | 'expired';

const Notes = z.array(z.object({ orderId: z.string(), at: z.coerce.number() }));

/**
 * Has the benchmark's own database note when orders begin and change their status, by its clock and not by what the steps say the
 * time is: lateness is measured where it counts, in the transaction that takes or gives back stock.
 */
export async function noteStates({ client }: Database): Promise<void> {
  await client.$executeRaw`
    create table noted_states (order_id text not null, state text not null, at timestamptz not null, primary key (order_id, state))`;
  await client.$executeRaw`
    create function note_state() returns trigger language plpgsql as $$
    begin
      if old.started_at is null and new.started_at is not null then
        insert into noted_states values (new.id, 'begun', clock_timestamp()) on conflict do nothing;
      end if;
      if old.status <> new.status then
        insert into noted_states values (new.id, new.status, clock_timestamp()) on conflict do nothing;
      end if;
      return null;
    end $$`;
  await client.$executeRaw`
    create trigger note_state after update of status, started_at on orders for each row execute function note_state()`;
}

/** When each order came to `state`, Unix milliseconds. */
export async function notedAt({ client }: Database, state: NotedState): Promise<ReadonlyMap<string, number>> {
  const rows = Notes.parse(
    await client.$queryRaw`
      select order_id as "orderId", extract(epoch from at) * 1000 as at from noted_states where state = ${state}`,
  );
  return new Map(rows.map(({ orderId, at }) => [orderId, at]));
}

/** Returns when `count` orders have come to `state`. Throws when they have not after `patienceMs`. */
export async function untilNoted(
  { client }: Database,
  state: NotedState,
  { count, patienceMs }: { readonly count: number; readonly patienceMs: number },
): Promise<void> {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    const [row] = z
      .array(z.object({ noted: z.coerce.number() }))
      .parse(await client.$queryRaw`select count(*) as noted from noted_states where state = ${state}`);
    if ((row?.noted ?? 0) >= count) return;
    if (Date.now() > giveUpAt)
      throw new Error(`only ${row?.noted ?? 0} of ${count} orders were ${state} after ${patienceMs} ms`);
    await pause(100);
  }
}
