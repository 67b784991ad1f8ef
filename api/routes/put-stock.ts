import { stock } from '../../prisma/stock.ts';
import type { Stock as StoredStock } from '../../prisma/stock.ts';
import { Problem, RequestRefusal } from '../problems.ts';
import { route } from '../route.ts';
import { SkuParams } from '../schemas/params.ts';
import { Stock, StockSettings } from '../schemas/stock.ts';
import { setStock } from '../stock-keeping.ts';
import { stockTag, stockView } from '../views/stock.ts';

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
      const current = await (ifMatch === undefined
        ? stock(client).lockOrCreate(sku)
        : stock(client).lock(sku));
      if (!current || !matches(ifMatch, current))
        throw new RequestRefusal('precondition_failed', { facts: { sku } });
      return setStock(client, current, body, { at: now, reason: 'set', step: `set:${requestId}` });
    });
    setHeader('etag', stockTag(after));
    return stockView(after);
  },
});

/** Strong comparison (RFC 9110): any of the tags, or `*` for whatever there is. */
function matches(ifMatch: string | undefined, current: StoredStock): boolean {
  if (ifMatch === undefined || ifMatch.trim() === '*') return true;
  return ifMatch.split(',').some((tag) => tag.trim() === stockTag(current));
}
