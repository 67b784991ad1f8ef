import type { StoredOrder } from '../prisma/orders.ts';
import { stockMovements } from '../prisma/stock-movements.ts';
import type { Shortage, StockMove } from '../prisma/stock-movements.ts';
import type { Client } from '../prisma/database.ts';

/** What a step does with the stock of its order. `name` names the movements in the ledger (stock-movements.ts). */
export interface StepStock {
  /** Makes all moves at once, or none: then it answers the shortages. `revision` where the order is to have a new one. */
  readonly moveStock: (
    name: string,
    moves: readonly StockMove[],
    revision?: number,
  ) => Promise<readonly Shortage[]>;
  /**
   * Makes moves of which there is enough for certain, what is held being taken off or given back, when all else of the step is done: a
   * SKU's row is locked until the commit, and everybody who buys the same waits for it.
   */
  readonly moveStockAtEnd: (name: string, moves: readonly StockMove[]) => void;
}

/** The stock of a step, and `settle`, which makes the moves that were left to its end. */
export function stepStock(
  client: Client,
  now: string,
  order: () => StoredOrder,
): StepStock & { readonly settle: () => Promise<void> } {
  const stock = stockMovements(client);
  let atEnd: (() => Promise<readonly Shortage[]>)[] = [];
  const settle = async () => {
    const moves = atEnd;
    atEnd = [];
    for (const move of moves) {
      const shortages = await move();
      if (shortages.length > 0) throw new Error(`what was held is short: ${JSON.stringify(shortages)}`);
    }
  };
  return {
    async moveStock(name, moves, revision = order().revision) {
      await settle();
      return stock.move({ id: order().id, revision }, name, now, moves);
    },
    moveStockAtEnd(name, moves) {
      const { id, revision } = order();
      atEnd.push(() => stock.move({ id, revision }, name, now, moves));
    },
    settle,
  };
}
