import type { Demand } from '../stock.ts';

/** "Little is left": fewer than this many times what the order itself wants. A share, so that it means the same for a ring and for a case of wine. */
const LOW_UNDER_TIMES_WANTED = 5;

/** Whether so little of one of the wanted goods is left that a reminder may say so: what could still be sold, next to what is wanted. */
export function isStockLow(demand: readonly Demand[], available: ReadonlyMap<string, number>): boolean {
  return demand.some(({ sku, quantity }) => (available.get(sku) ?? 0) < LOW_UNDER_TIMES_WANTED * quantity);
}
