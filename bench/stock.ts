import type { Database } from '../prisma/database.ts';

/** Puts so many pieces of each SKU in stock, with their rows in the ledger. */
export async function stockUp({ client }: Database, skus: readonly string[], onHand: number): Promise<void> {
  await client.stock.createMany({ data: skus.map((sku) => ({ sku, onHand })) });
  const at = new Date();
  await client.stockMovement.createMany({
    data: skus.map((sku) => ({ sku, kind: 'adjust', quantity: onHand, step: 'set', at })),
  });
}
