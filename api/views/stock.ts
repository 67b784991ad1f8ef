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

/** The entity tag of a SKU's row: a new one with every change of it, holds included (rules.md 33). */
export function stockTag({ version }: Pick<Stock, 'version'>): string {
  return `"${version}"`;
}
