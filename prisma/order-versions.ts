import { z } from 'zod';
import type { Client } from './database.ts';

const Rows = z.array(z.object({ id: z.string(), version: z.int() }));

/** The versions of those orders that have changed since the version given: how open pages learn that they are out of date. */
export async function newerVersions(
  client: Client,
  seen: ReadonlyMap<string, bigint>,
): Promise<ReadonlyMap<string, bigint>> {
  const rows = await client.$queryRaw`
    select o.id, o.version
      from unnest(${[...seen.keys()]}::text[], ${[...seen.values()].map(Number)}::bigint[]) as seen(id, version)
      join orders o using (id) where o.version > seen.version`;
  return new Map(Rows.parse(rows).map(({ id, version }) => [id, BigInt(version)]));
}
