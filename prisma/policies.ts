import { isDeepStrictEqual } from 'node:util';
import { PolicyDocument } from '../domain/policy/schema.ts';
import type { Policy } from '../domain/policy/schema.ts';
import type { Client } from './database.ts';
import type { Policy as PolicyRow } from './generated/client.ts';

/** One version of a policy. Versions never change; an order keeps the one it was placed under. */
export interface PolicyVersion {
  readonly name: string;
  readonly version: number;
  readonly document: Policy;
}

/** Policies by name and version, read and written through `client`. */
export function policies(client: Client) {
  return {
    /** The newest version of a policy. */
    async newest(name: string): Promise<PolicyVersion | undefined> {
      const row = await client.policy.findFirst({ where: { name }, orderBy: { version: 'desc' } });
      return row ? policyOf(row) : undefined;
    },

    /** The same, and nobody else writes another one until the transaction is over. Only inside a transaction. */
    async lockNewest(name: string): Promise<PolicyVersion | undefined> {
      await client.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`policy:${name}`}, 0))::text`;
      return this.newest(name);
    },

    /** The newest version of every policy after the name `after`, by name. */
    async list({ after, limit }: { after: string; limit: number }): Promise<PolicyVersion[]> {
      const rows = await client.policy.findMany({
        where: { name: { gt: after } },
        distinct: ['name'],
        orderBy: [{ name: 'asc' }, { version: 'desc' }],
        take: limit,
      });
      return rows.map(policyOf);
    },

    /** Writes `document` as the next version; the same document again stays the version it is. Only inside a transaction. */
    async put(name: string, document: Policy): Promise<PolicyVersion> {
      const current = await this.lockNewest(name);
      if (current && isDeepStrictEqual(current.document, document)) return current;
      return policyOf(
        await client.policy.create({ data: { name, version: (current?.version ?? 0) + 1, document } }),
      );
    },

    /** Writes `document` as version 1 unless there is a version already. */
    async ensure(name: string, document: Policy): Promise<void> {
      await client.policy.createMany({ data: [{ name, version: 1, document }], skipDuplicates: true });
    },
  };
}

function policyOf(row: PolicyRow): PolicyVersion {
  return { name: row.name, version: row.version, document: PolicyDocument.parse(row.document) };
}
