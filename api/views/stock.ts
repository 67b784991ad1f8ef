import type { Stock } from '../../prisma/stock.ts';
import { present } from './present.ts';

/** A SKU in stock as api.md has it. */
export function stockView({ sku, onHand, held, safetyStock, available, tags, deductOn, kind, price }: Stock) {
  return {
    sku,
    onHand,
    held,
    safetyStock,
    available,
    tags: [...tags],
    ...present({ deductOn, kind, price }),
  };
}
