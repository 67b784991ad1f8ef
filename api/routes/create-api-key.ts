import { randomBytes } from 'node:crypto';
import { apiKeys } from '../../prisma/api-keys.ts';
import { shops } from '../../prisma/shops.ts';
import { hashOfKey } from '../auth.ts';
import { RequestRefusal } from '../problems.ts';
import { route } from '../route.ts';
import { CreatedApiKey, NewApiKey } from '../schemas/api-key.ts';

export const createApiKey = route({
  method: 'POST',
  url: '/v1/api-keys',
  scope: 'admin',
  summary: 'Create an API key; it is shown this once',
  body: NewApiKey,
  idempotency: 'sealed',
  response: { 201: CreatedApiKey },
  handler: async (
    { body: { name, scopes, shop = null }, caller, requestId: id, now },
    { database: { client } },
  ) => {
    // A key for one shop makes keys for that shop only.
    if (caller.shop !== undefined && caller.shop !== shop) throw new RequestRefusal('wrong_shop');
    if (shop !== null && !(await shops(client).find(shop))) {
      const errors = [{ field: 'shop', in: 'body', message: 'is no shop there is' } as const];
      throw new RequestRefusal('invalid_request', { errors });
    }
    const key = `hf_${randomBytes(32).toString('base64url')}`;
    await apiKeys(client).create({ id, name, scopes, shop, createdAt: now, hash: hashOfKey(key) });
    return { id, key };
  },
});
