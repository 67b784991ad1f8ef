import { stock } from '../../prisma/stock.ts';
import { entityTag, requireMatch } from '../if-match.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { SkuParams } from '../schemas/params.ts';
import { Stock, StockSettings } from '../schemas/stock.ts';
import { setStock } from '../stock-keeping.ts';
import { stockView } from '../views/stock.ts';

export const putStock = route({
  method: 'PUT',
  url: '/v1/stock/:sku',
  scope: ['staff', 'admin'],
  summary: 'Create or change a SKU; fields left out stay, If-Match guards against lost updates',
  params: SkuParams,
  body: StockSettings,
  response: { 200: Stock, 412: Problem },
  handler: async ({ params: { sku }, body, headers, requestId, now, setHeader }, { database }) => {
    const ifMatch = headers['if-match'];
    const after = await database.transaction(async (client) => {
      const current =
        ifMatch === undefined
          ? await stock(client).lockOrCreate(sku)
          : requireMatch(ifMatch, await stock(client).lock(sku), { sku });
      return setStock(client, current, body, { at: now, reason: 'set', step: `set:${requestId}` });
    });
    setHeader('etag', entityTag(after));
    return stockView(after);
  },
});
