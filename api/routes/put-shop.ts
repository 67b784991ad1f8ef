import { policies } from '../../prisma/policies.ts';
import { shops } from '../../prisma/shops.ts';
import { RequestRefusal } from '../problems.ts';
import { route } from '../route.ts';
import { Shop, ShopParams, ShopSettings } from '../schemas/shop.ts';
import { shopView } from '../views/shop.ts';

export const putShop = route({
  method: 'PUT',
  url: '/v1/shops/:shop',
  scope: 'admin',
  summary: 'Create or change a shop; fields left out stay',
  params: ShopParams,
  body: ShopSettings,
  response: { 200: Shop },
  handler: async ({ params, body, caller }, { database: { client } }) => {
    if (caller.shop !== undefined && caller.shop !== params.shop) throw new RequestRefusal('wrong_shop');
    if (!(await policies(client).newest(body.policy))) {
      const errors = [{ field: 'policy', in: 'body', message: 'is no policy there is' } as const];
      throw new RequestRefusal('invalid_request', { errors });
    }
    return shopView(await shops(client).put(params.shop, body));
  },
});
