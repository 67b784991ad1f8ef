import { orderKinds } from '../domain/order/order.ts';
import type { Goods } from '../domain/order/changed-lines.ts';
import type { Client } from './database.ts';
import { integer, oneOf } from './rows.ts';

/** What stock says of these SKUs: their kind and price, by SKU. */
export async function goodsOf(client: Client, skus: readonly string[]): Promise<ReadonlyMap<string, Goods>> {
  const rows = await client.stock.findMany({ where: { sku: { in: [...skus] } } });
  return new Map(
    rows.map(({ sku, kind, priceAmount, priceCurrency }) => [
      sku,
      {
        sku,
        kind: kind === null ? undefined : oneOf(orderKinds, kind),
        price:
          priceAmount === null || priceCurrency === null
            ? undefined
            : { amount: integer(priceAmount), currency: priceCurrency },
      },
    ]),
  );
}

/** The tags of these SKUs, in the order of `skus`, each once. */
export async function tagsOf(client: Client, skus: readonly string[]): Promise<readonly string[]> {
  const rows = await client.stock.findMany({
    where: { sku: { in: [...skus] } },
    select: { sku: true, tags: true },
  });
  const tags = new Map(rows.map((row) => [row.sku, row.tags]));
  return [...new Set(skus.flatMap((sku) => tags.get(sku) ?? []))];
}
