import { deductingMoments, orderKinds } from '../domain/order/order.ts';
import type { DeductOn, OrderKind } from '../domain/order/order.ts';
import type { Money } from '../domain/money.ts';
import type { Client } from './database.ts';
import type { Stock as StockRow } from './generated/client.ts';
import { integer, oneOf } from './rows.ts';

/** One SKU in stock. Quantities are pieces. */
export interface Stock {
  readonly sku: string;
  readonly onHand: number;
  readonly held: number;
  readonly safetyStock: number;
  /** What may still be sold: on hand − held − safety. Negative where less came in than was promised (rules.md 33). */
  readonly available: number;
  readonly deductOn: DeductOn | null;
  readonly kind: OrderKind | null;
  readonly tags: readonly string[];
  readonly price: Money | null;
  /** Rises with every change of the row; the entity tag is made of it. */
  readonly version: number;
}

/** What may be set of a SKU; a field left out stays (rules.md 33), null takes it away. */
export interface StockChanges {
  readonly onHand?: number | undefined;
  readonly safetyStock?: number | undefined;
  readonly deductOn?: DeductOn | null | undefined;
  readonly kind?: OrderKind | null | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly price?: Money | null | undefined;
}

/** SKUs in stock, read and written through `client`. */
export function stock(client: Client) {
  return {
    async find(sku: string): Promise<Stock | undefined> {
      const row = await client.stock.findUnique({ where: { sku } });
      return row ? stockOf(row) : undefined;
    },

    async findMany(skus: readonly string[]): Promise<Stock[]> {
      const rows = await client.stock.findMany({ where: { sku: { in: [...skus] } } });
      return rows.map(stockOf);
    },

    /** Makes sure there is a row and locks it; only inside a transaction. A new SKU has nothing on hand. */
    async lockOrCreate(sku: string): Promise<Stock> {
      await client.$executeRaw`insert into stock (sku, on_hand) values (${sku}, 0) on conflict do nothing`;
      await client.$queryRaw`select 1 from stock where sku = ${sku} for update`;
      return stockOf(await client.stock.findUniqueOrThrow({ where: { sku } }));
    },

    /** Locks the SKU's row; undefined when there is none. */
    async lock(sku: string): Promise<Stock | undefined> {
      await client.$queryRaw`select 1 from stock where sku = ${sku} for update`;
      return this.find(sku);
    },

    /** Whether the SKU was moved by this step before. */
    async wasMoved(sku: string, step: string): Promise<boolean> {
      return (await client.stockMovement.count({ where: { sku, step } })) > 0;
    },

    /**
     * Sets the fields of a locked SKU. A new quantity on hand is a movement of kind `adjust`; more of it is a restock, from
     * which the flash share counts anew (rules.md 32).
     */
    async set(
      current: Stock,
      changes: StockChanges,
      { at, reason, step }: { at: string; reason: string; step: string },
    ): Promise<Stock> {
      const { sku } = current;
      const delta = (changes.onHand ?? current.onHand) - current.onHand;
      if (delta !== 0)
        await client.stockMovement.create({
          data: { sku, kind: 'adjust', quantity: delta, step, reason, at: new Date(at) },
        });
      const data = { ...columnsOf(changes), ...(delta > 0 ? { committedSinceRestock: 0 } : {}) };
      const row = await client.stock.update({
        where: { sku },
        data: { ...data, version: { increment: 1 }, updatedAt: new Date(at) },
      });
      return stockOf(row);
    },
  };
}

function columnsOf({ onHand, safetyStock, deductOn, kind, tags, price }: StockChanges) {
  return {
    ...(onHand === undefined ? {} : { onHand }),
    ...(safetyStock === undefined ? {} : { safetyStock }),
    ...(deductOn === undefined ? {} : { deductOn }),
    ...(kind === undefined ? {} : { kind }),
    ...(tags === undefined ? {} : { tags: [...tags] }),
    ...(price === undefined
      ? {}
      : { priceAmount: price?.amount ?? null, priceCurrency: price?.currency ?? null }),
  };
}

/** A stock row in domain words. */
export function stockOf(row: StockRow): Stock {
  const [onHand, held, safetyStock] = [integer(row.onHand), integer(row.held), integer(row.safetyStock)];
  return {
    sku: row.sku,
    onHand,
    held,
    safetyStock,
    available: onHand - held - safetyStock,
    deductOn: row.deductOn === null ? null : oneOf(deductingMoments, row.deductOn),
    kind: row.kind === null ? null : oneOf(orderKinds, row.kind),
    tags: row.tags,
    price:
      row.priceAmount === null || row.priceCurrency === null
        ? null
        : { amount: integer(row.priceAmount), currency: row.priceCurrency },
    version: row.version,
  };
}
