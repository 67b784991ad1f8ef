import { shops } from '../../prisma/shops.ts';
import { entityTag } from '../if-match.ts';
import { Problem, RequestRefusal } from '../problems.ts';
import { route } from '../route.ts';
import { Shop, ShopParams } from '../schemas/shop.ts';
import { shopView } from '../views/shop.ts';

export const getShop = route({
  method: 'GET',
  url: '/v1/shops/:shop',
  scope: ['orders', 'staff', 'admin'],
  summary: 'A shop; its ETag is for If-Match',
  params: ShopParams,
  response: { 200: Shop, 404: Problem },
  handler: async ({ params, caller, setHeader }, { database }) => {
    const isOthers = caller.shop !== undefined && caller.shop !== params.shop;
    const shop = isOthers ? undefined : await shops(database.client).find(params.shop);
    if (!shop) throw new RequestRefusal('shop_not_found', { facts: { shop: params.shop } });
    setHeader('etag', entityTag(shop));
    return shopView(shop);
  },
});
