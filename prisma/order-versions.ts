import type { Client } from './database.ts';

/** The versions of those orders that have changed since the version given: how open pages learn that they are out of date. */
export async function newerVersions(
  client: Client,
  seen: ReadonlyMap<string, bigint>,
): Promise<ReadonlyMap<string, bigint>> {
  const rows = await client.order.findMany({
    where: { id: { in: [...seen.keys()] } },
    select: { id: true, version: true },
  });
  const versions = rows.map(({ id, version }) => [id, BigInt(version)] as const);
  return new Map(versions.filter(([id, version]) => version > (seen.get(id) ?? 0n)));
}
