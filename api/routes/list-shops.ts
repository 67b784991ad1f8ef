import { z } from 'zod';
import { shops } from '../../prisma/shops.ts';
import { listOf, listPage, pageOf, pageQuery } from '../cursor.ts';
import { route } from '../route.ts';
import { OutsideId } from '../schemas/fields.ts';
import { Shop } from '../schemas/shop.ts';
import { shopView } from '../views/shop.ts';

export const listShops = route({
  method: 'GET',
  url: '/v1/shops',
  scope: ['orders', 'staff', 'admin'],
  summary: 'The shops, by name; a key of one shop sees that one',
  query: z.strictObject(pageQuery),
  response: { 200: listOf(Shop) },
  handler: async ({ query, caller }, { database: { client } }) => {
    const page = pageOf(query, OutsideId);
    const list = (limit: number) => shops(client).list(caller.shop, { after: page.after ?? '', limit });
    return listPage(page, list, { view: shopView, position: ({ id }) => id });
  },
});
