import { z } from 'zod';
import { stock } from '../../prisma/stock.ts';
import { stockLedger } from '../../prisma/stock-ledger.ts';
import type { Movement as StoredMovement } from '../../prisma/stock-ledger.ts';
import { listOf, listPage, pageOf, pageQuery } from '../cursor.ts';
import { Problem, RequestRefusal } from '../problems.ts';
import { route } from '../route.ts';
import { SkuParams } from '../schemas/params.ts';
import { Movement } from '../schemas/stock.ts';
import { present } from '../views/present.ts';

/** The number of the movement a page ended with. */
const Position = z.string().regex(/^\d{1,18}$/);

export const listStockLedger = route({
  method: 'GET',
  url: '/v1/stock/:sku/ledger',
  scope: ['staff', 'admin'],
  summary: 'All movements of a SKU, oldest first unless order=newest; adjustments are signed',
  params: SkuParams,
  query: z.strictObject({ ...pageQuery, order: z.enum(['oldest', 'newest']).default('oldest') }),
  response: { 200: listOf(Movement), 404: Problem },
  handler: async ({ params: { sku }, query: { order, ...query } }, { database: { client } }) => {
    const page = pageOf(query, Position);
    if (!(await stock(client).find(sku))) throw new RequestRefusal('sku_not_found', { facts: { sku } });
    const after = page.after === undefined ? undefined : BigInt(page.after);
    return listPage(page, (limit) => stockLedger(client).read(sku, { after, order, limit }), {
      view: movementView,
      position: ({ number }) => String(number),
    });
  },
});

function movementView({ at, kind, quantity, orderId, revision, reason }: StoredMovement) {
  return { at, kind, quantity, ...present({ orderId, revision, reason }) };
}
