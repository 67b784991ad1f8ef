import { z } from 'zod';
import { apiKeys } from '../../prisma/api-keys.ts';
import { Problem, RequestRefusal } from '../problems.ts';
import { NoContent, route } from '../route.ts';

export const revokeApiKey = route({
  method: 'DELETE',
  url: '/v1/api-keys/:id',
  scope: 'admin',
  summary: 'Revoke an API key; it is refused everywhere within seconds',
  params: z.object({ id: z.uuid() }),
  response: { 204: NoContent, 404: Problem },
  handler: async ({ params: { id }, caller, now }, { database, keyring }) => {
    const hash = await apiKeys(database.client).revoke(id, caller.shop, now);
    if (hash === undefined) throw new RequestRefusal('api_key_not_found', { facts: { id } });
    keyring.forget(hash);
    return undefined;
  },
});
