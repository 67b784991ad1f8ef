import { stock } from '../../prisma/stock.ts';
import { entityTag } from '../if-match.ts';
import { Problem, RequestRefusal } from '../problems.ts';
import { route } from '../route.ts';
import { SkuParams } from '../schemas/params.ts';
import { Stock } from '../schemas/stock.ts';
import { stockView } from '../views/stock.ts';

export const getStock = route({
  method: 'GET',
  url: '/v1/stock/:sku',
  scope: ['orders', 'staff', 'admin'],
  summary: 'A SKU in stock; its ETag is for If-Match',
  params: SkuParams,
  response: { 200: Stock, 404: Problem },
  handler: async ({ params: { sku }, setHeader }, { database }) => {
    const found = await stock(database.client).find(sku);
    if (!found) throw new RequestRefusal('sku_not_found', { facts: { sku } });
    setHeader('etag', entityTag(found)); // a new one with every change of it, holds included (rules.md 33)
    return stockView(found);
  },
});
