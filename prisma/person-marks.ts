import { createHash } from 'node:crypto';
import type { PersonMark } from '../domain/placing/person.ts';
import type { Client } from './database.ts';

/** What `place_orders_of_persons` takes besides the batch: by what the buyers of its entries are known over several accounts, as hashes. */
export function marksOfEntries(entries: readonly (readonly PersonMark[])[]) {
  return entries.flatMap((marks, index) =>
    marks.map(({ kind, text, most, burst }) => ({
      entry: index + 1,
      kind,
      mark: hashOfMark({ kind, text }),
      most,
      burst,
    })),
  );
}

/** Locks persons for a transaction that places an order later on: before everything else, as `place_orders_of_persons` does. */
export async function lockPersons(client: Client, marks: readonly PersonMark[]): Promise<void> {
  if (marks.length === 0) return;
  const names = marks.map(hashOfMark).toSorted();
  await client.$executeRaw`
    select pg_advisory_xact_lock(hashtextextended('person:' || m.mark, 0)) from (select distinct unnest(${names}::text[]) as mark order by 1) as m`;
}

/** As what a mark is kept: what it says is personal data. */
function hashOfMark({ kind, text }: Pick<PersonMark, 'kind' | 'text'>): string {
  return createHash('sha256').update(`${kind}:${text}`).digest('base64url');
}
