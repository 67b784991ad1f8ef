import type { Client } from './database.ts';
import type { ApiKey as ApiKeyRow } from './generated/client.ts';
import { instant, instantOrNull } from './rows.ts';

/** An API key as it is stored: never the key, only its hash. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  /** The one shop it is for; null for every shop. */
  readonly shop: string | null;
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

export interface ApiKeyPage {
  /** The last key of the page before. */
  readonly after: { readonly createdAt: string; readonly id: string } | undefined;
  readonly limit: number;
}

export type NewApiKey = Omit<ApiKey, 'revokedAt'> & { readonly hash: string };

/** API keys, read and written through `client`. */
export function apiKeys(client: Client) {
  return {
    /** The key with this hash, unless it was revoked. */
    async findValid(hash: string): Promise<ApiKey | undefined> {
      const row = await client.apiKey.findUnique({ where: { hash } });
      return row && !row.revokedAt ? apiKeyOf(row) : undefined;
    },

    /** Stores a key. The same id again is the same request again: the key handed out last is the valid one. */
    async create({ scopes, ...key }: NewApiKey): Promise<void> {
      const data = { ...key, scopes: [...scopes] };
      await client.apiKey.upsert({ where: { id: key.id }, create: data, update: { hash: key.hash } });
    },

    /** Keys that are not revoked, oldest first, of one shop or of all. */
    async list(shop: string | undefined, { after, limit }: ApiKeyPage): Promise<ApiKey[]> {
      const rows = await client.apiKey.findMany({
        where: {
          revokedAt: null,
          ...(shop === undefined ? {} : { shop }),
          ...(after
            ? {
                OR: [
                  { createdAt: { gt: after.createdAt } },
                  { createdAt: after.createdAt, id: { gt: after.id } },
                ],
              }
            : {}),
        },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        take: limit,
      });
      return rows.map(apiKeyOf);
    },

    /** Revokes a key and answers its hash; undefined when there is no such valid key, or it is another shop's. */
    async revoke(id: string, shop: string | undefined, at: string): Promise<string | undefined> {
      const [row] = await client.apiKey.updateManyAndReturn({
        where: { id, revokedAt: null, ...(shop === undefined ? {} : { shop }) },
        data: { revokedAt: at },
      });
      return row?.hash;
    },
  };
}

function apiKeyOf(row: ApiKeyRow): ApiKey {
  const { id, name, scopes, shop } = row;
  return {
    id,
    name,
    scopes,
    shop,
    createdAt: instant(row.createdAt),
    revokedAt: instantOrNull(row.revokedAt),
  };
}
