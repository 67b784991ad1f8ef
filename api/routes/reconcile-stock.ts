import { z } from 'zod';
import { raiseAlert } from '../../prisma/alerts-to-staff.ts';
import { stockLedger } from '../../prisma/stock-ledger.ts';
import type { Drift } from '../../prisma/stock-ledger.ts';
import type { Dependencies } from '../dependencies.ts';
import { route } from '../route.ts';
import { Reconciliation } from '../schemas/stock.ts';

export const reconcileStock = route({
  method: 'POST',
  url: '/v1/stock/reconcile',
  scope: ['staff', 'admin'],
  summary: 'Compare every balance with its ledger; repair puts the balances where the ledger has them',
  body: z.strictObject({ repair: z.boolean().default(false) }),
  response: { 200: Reconciliation },
  handler: async ({ body: { repair }, requestId, now }, { database }) => {
    const found = await stockLedger(database.client).drift();
    if (found.length === 0) return { drift: [], repaired: false };
    await tellStaff(database, found, { key: `stock_drift/${requestId}`, now });
    if (!repair) return { drift: found, repaired: false };
    const skus = found.map(({ sku }) => sku);
    const drift = await database.transaction((client) => stockLedger(client).repair(skus, now));
    return { drift, repaired: drift.length > 0 };
  },
});

async function tellStaff(
  { client }: Dependencies['database'],
  drift: readonly Drift[],
  { key, now: at }: { key: string; now: string },
): Promise<void> {
  const subject = drift[0]?.sku ?? '';
  await raiseAlert(client, { key, kind: 'stock_drift', subject, facts: { skus: drift.length }, at });
}
