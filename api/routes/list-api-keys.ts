import { z } from 'zod';
import { apiKeys } from '../../prisma/api-keys.ts';
import type { ApiKey as StoredApiKey } from '../../prisma/api-keys.ts';
import { scopes as known } from '../auth.ts';
import { listOf, listPage, pageOf, pageQuery } from '../cursor.ts';
import { route } from '../route.ts';
import { ApiKey } from '../schemas/api-key.ts';
import { present } from '../views/present.ts';

/** The key a page ended with. */
const Position = z.strictObject({ createdAt: z.iso.datetime(), id: z.uuid() });

export const listApiKeys = route({
  method: 'GET',
  url: '/v1/api-keys',
  scope: 'admin',
  summary: 'API keys that are not revoked, oldest first; never the keys themselves',
  query: z.strictObject(pageQuery),
  response: { 200: listOf(ApiKey) },
  handler: async ({ query, caller }, { database }) => {
    const page = pageOf(query, Position);
    return listPage(
      page,
      (limit) => apiKeys(database.client).list(caller.shop, { after: page.after, limit }),
      {
        view: apiKeyView,
        position: ({ createdAt, id }) => ({ createdAt, id }),
      },
    );
  },
});

function apiKeyView({ id, name, scopes, shop, createdAt }: StoredApiKey) {
  return {
    id,
    name,
    scopes: known.filter((scope) => scopes.includes(scope)),
    createdAt,
    ...present({ shop }),
  };
}
