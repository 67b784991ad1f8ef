import { z } from 'zod';
import type { Client } from './database.ts';

/** One movement of one SKU, as the ledger knows it. */
export interface StockMove {
  readonly sku: string;
  readonly kind: 'hold' | 'release' | 'commit' | 'restock';
  readonly quantity: number;
}

/** A SKU of which there is not enough. */
export interface Shortage {
  readonly sku: string;
  readonly requested: number;
  readonly available: number;
}

const Answer = z.tuple([
  z.object({
    shortages: z.array(z.object({ sku: z.string(), requested: z.number(), available: z.number() })),
  }),
]);

/** Moves stock inside the transaction of `client`, which has locked the order before (rules.md 1). */
export function stockMovements(client: Client) {
  return {
    /**
     * Makes all moves of one step, or none: then it answers the shortages. `step` names the step within its order
     * (`place`, `close`, `pay:3`); the ledger refuses the same step a second time, which is a bug or an attempt that
     * woke up too late.
     */
    async move(
      order: { readonly id: string; readonly revision: number },
      step: string,
      at: string,
      moves: readonly StockMove[],
    ): Promise<readonly Shortage[]> {
      const some = moves.filter(({ quantity }) => quantity > 0);
      if (some.length === 0) return [];
      const rows = await client.$queryRaw`
        select move_stock(${order.id}, ${step}, ${order.revision}::int, ${at}::timestamptz, ${JSON.stringify(some)}::jsonb) as shortages`;
      return Answer.parse(rows)[0].shortages;
    },
  };
}
