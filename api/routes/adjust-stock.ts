import { stock } from '../../prisma/stock.ts';
import { entityTag } from '../if-match.ts';
import { Problem, RequestRefusal } from '../problems.ts';
import { route } from '../route.ts';
import { SkuParams } from '../schemas/params.ts';
import { Stock, StockAdjustment } from '../schemas/stock.ts';
import { setStock } from '../stock-keeping.ts';
import { stockView } from '../views/stock.ts';

export const adjustStock = route({
  method: 'POST',
  url: '/v1/stock/:sku/adjust',
  scope: ['staff', 'admin'],
  summary: 'More or less of a SKU on hand, by a difference',
  params: SkuParams,
  body: StockAdjustment,
  response: { 200: Stock, 404: Problem },
  handler: async (
    { params: { sku }, body: { delta, reason }, idempotency, requestId, now, setHeader },
    { database },
  ) => {
    const step = `adjust:${requestId}`;
    const after = await database.transaction(async (client) => {
      const current = await stock(client).lock(sku);
      if (!current) throw new RequestRefusal('sku_not_found', { facts: { sku } });
      // The process may have died between this transaction and keeping the answer: the ledger knows.
      if (idempotency && (await stock(client).wasMoved(sku, step))) return current;
      const onHand = current.onHand + delta;
      if (onHand < 0)
        throw new RequestRefusal('stock_below_zero', { facts: { sku, onHand: current.onHand } });
      return setStock(client, current, { onHand }, { at: now, reason, step });
    });
    setHeader('etag', entityTag(after));
    return stockView(after);
  },
});
