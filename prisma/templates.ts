import { isDeepStrictEqual } from 'node:util';
import { OwnTemplate } from '../domain/messages/own-template.ts';
import type { Client } from './database.ts';
import type { Template as TemplateRow } from './generated/client.ts';

/** One version of a shop's own words. Versions never change. */
export interface TemplateVersion {
  readonly shop: string;
  readonly name: string;
  readonly version: number;
  readonly document: OwnTemplate;
}

/** Shops' own templates, read and written through `client`. */
export function templates(client: Client) {
  return {
    /** The newest version of each of these names that the shop has. */
    async newest(shop: string, names: readonly string[]): Promise<ReadonlyMap<string, TemplateVersion>> {
      const rows = await client.template.findMany({
        where: { shop, name: { in: [...names] } },
        distinct: ['name'],
        orderBy: [{ name: 'asc' }, { version: 'desc' }],
      });
      return new Map(rows.map((row) => [row.name, templateOf(row)]));
    },

    /** The newest version of every name after `after` that the shop has, by name. */
    async list(shop: string, { after, limit }: { after: string; limit: number }): Promise<TemplateVersion[]> {
      const rows = await client.template.findMany({
        where: { shop, name: { gt: after } },
        distinct: ['name'],
        orderBy: [{ name: 'asc' }, { version: 'desc' }],
        take: limit,
      });
      return rows.map(templateOf);
    },

    /** The newest version, and nobody else writes another one until the transaction is over. Only inside a transaction. */
    async lockNewest(shop: string, name: string): Promise<TemplateVersion | undefined> {
      await client.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`template:${shop}/${name}`}, 0))::text`;
      return (await this.newest(shop, [name])).get(name);
    },

    /** Writes the next version; the same words again stay the version they are. Only inside a transaction. */
    async put(shop: string, name: string, document: OwnTemplate): Promise<TemplateVersion> {
      const current = await this.lockNewest(shop, name);
      if (current && isDeepStrictEqual(current.document, document)) return current;
      const version = (current?.version ?? 0) + 1;
      return templateOf(await client.template.create({ data: { shop, name, version, document } }));
    },
  };
}

function templateOf({ shop, name, version, document }: TemplateRow): TemplateVersion {
  return { shop, name, version, document: OwnTemplate.parse(document) };
}
