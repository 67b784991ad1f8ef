import { z } from 'zod';
import type { Demand } from '../domain/stock.ts';
import type { Client } from './database.ts';

/** More of a flash SKU than one buyer may have, pieces (rules.md 32). */
export interface ShareExceeded {
  readonly sku: string;
  readonly requested: number;
  /** What he holds, and bought since the last restock, in other orders. */
  readonly has: number;
  readonly limit: number;
}

const Rows = z.array(z.object({ sku: z.string(), units: z.coerce.number(), limit: z.coerce.number() }));

/**
 * Whether an order that wants `wanted` of flash SKUs instead of the `held` it holds of them would give its buyer more than his share;
 * the first SKU of which it is too much. `moved` are all SKUs the caller is about to move: they are locked here, in the order of
 * rules.md 1, so that the answer stands until he does. The buyer is locked.
 */
export async function shareExceeded(
  client: Client,
  { customerId, share }: { readonly customerId: string; readonly share: number },
  { wanted, held, moved }: { wanted: readonly Demand[]; held: readonly Demand[]; moved: readonly string[] },
): Promise<ShareExceeded | undefined> {
  const skus = wanted.map(({ sku }) => sku);
  await client.$queryRaw`select 1 from stock where sku = any(${[...moved, ...skus]}) order by sku for update`;
  const rows = await client.$queryRaw`
    select sku, flash_units_of(${customerId}, sku) as units,
           greatest(1, floor(${share}::numeric * (on_hand - safety_stock + committed_since_restock))) as limit
      from stock where sku = any(${skus}) order by sku`;
  return Rows.parse(rows)
    .map(({ sku, units, limit }) => ({
      sku,
      limit,
      requested: quantityOf(wanted, sku),
      has: units - quantityOf(held, sku),
    }))
    .find(({ requested, has, limit }) => has + requested > limit);
}

function quantityOf(demand: readonly Demand[], sku: string): number {
  return demand.find((one) => one.sku === sku)?.quantity ?? 0;
}
