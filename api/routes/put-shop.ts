import { isDeepStrictEqual } from 'node:util';
import type { Client } from '../../prisma/database.ts';
import { policies } from '../../prisma/policies.ts';
import { shops } from '../../prisma/shops.ts';
import type { Shop as StoredShop, ShopChanges } from '../../prisma/shops.ts';
import { collectedMethods, takes } from '../../providers/payment/routing.ts';
import type { PaymentRoutes, PaymentRouting } from '../../providers/payment/routing.ts';
import { entityTag, requireMatch } from '../if-match.ts';
import { Problem, RequestRefusal } from '../problems.ts';
import { route } from '../route.ts';
import { Shop, ShopParams, ShopSettings } from '../schemas/shop.ts';
import { shopView } from '../views/shop.ts';

/** Every provider a shop names is set up here and takes the method. */
function requireProviders(payments: PaymentRouting, chosen: PaymentRoutes = {}): void {
  const errors = collectedMethods.flatMap((method) => {
    const name = chosen[method];
    const provider = name === undefined ? undefined : payments.named(name);
    if (name === undefined || (provider && takes(provider, method))) return [];
    const message = provider
      ? `${name} does not take ${method}`
      : `is no payment provider that is set up here: ${payments.names.join(', ')}`;
    return [{ field: `paymentProviders.${method}`, in: 'body', message } as const];
  });
  if (errors.length > 0) throw new RequestRefusal('invalid_request', { errors });
}

export const putShop = route({
  method: 'PUT',
  url: '/v1/shops/:shop',
  scope: 'admin',
  summary: 'Create or change a shop; fields left out stay, If-Match guards against lost updates',
  params: ShopParams,
  body: ShopSettings,
  response: { 200: Shop, 412: Problem },
  handler: async ({ params, body, caller, headers, setHeader }, { database, payments }) => {
    if (caller.shop !== undefined && caller.shop !== params.shop) throw new RequestRefusal('wrong_shop');
    if (!(await policies(database.client).newest(body.policy))) {
      const errors = [{ field: 'policy', in: 'body', message: 'is no policy there is' } as const];
      throw new RequestRefusal('invalid_request', { errors });
    }
    requireProviders(payments, body.paymentProviders);
    const shop = await database.transaction((client) =>
      change(client, params.shop, body, headers['if-match']),
    );
    setHeader('etag', entityTag(shop));
    return shopView(shop);
  },
});

/** As with policies: what is there already as it was asked for is no lost update. */
async function change(
  client: Client,
  id: string,
  settings: ShopChanges,
  ifMatch: string | undefined,
): Promise<StoredShop> {
  const current = await shops(client).lock(id);
  const changed = await shops(client).put(id, settings);
  const isNews = !isDeepStrictEqual({ ...changed, version: current?.version }, current);
  if (ifMatch !== undefined && isNews)
    requireMatch(ifMatch, current, { shop: id, version: current?.version });
  return changed;
}
