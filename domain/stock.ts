import type { OrderLine } from './order/order.ts';

/** How much of one SKU an order wants in all. */
export interface Demand {
  readonly sku: string;
  readonly quantity: number;
}

/** Demand summed per SKU over the lines, by SKU: two lines of one SKU are held together or not at all. */
export function demandOf(lines: readonly Pick<OrderLine, 'sku' | 'quantity'>[]): readonly Demand[] {
  const sums = lines.reduce(
    (sum, { sku, quantity }) => sum.set(sku, (sum.get(sku) ?? 0) + quantity),
    new Map<string, number>(),
  );
  return [...sums].map(([sku, quantity]) => ({ sku, quantity })).toSorted((a, b) => (a.sku < b.sku ? -1 : 1));
}

/** The same for two orders of the same SKUs and quantities, and only for them. */
export function printOf(demand: readonly Demand[]): string {
  return demand.map(({ sku, quantity }) => `${quantity} ${sku}`).join('\n');
}

/** What changes from one demand to another: what has to be held besides, and what goes back. */
export function differenceOf(
  before: readonly Demand[],
  after: readonly Demand[],
): readonly (Demand & { readonly kind: 'hold' | 'release' })[] {
  const was = new Map(before.map(({ sku, quantity }) => [sku, quantity]));
  const will = new Map(after.map(({ sku, quantity }) => [sku, quantity]));
  return [...new Set([...was.keys(), ...will.keys()])].toSorted().flatMap((sku) => {
    const more = (will.get(sku) ?? 0) - (was.get(sku) ?? 0);
    if (more === 0) return [];
    return [{ sku, quantity: Math.abs(more), kind: more > 0 ? ('hold' as const) : ('release' as const) }];
  });
}
