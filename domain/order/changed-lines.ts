import { LARGEST_AMOUNT } from '../money.ts';
import type { RefusalFacts } from '../refusal.ts';
import { demandOf } from '../stock.ts';
import type { Demand } from '../stock.ts';
import type { Order, OrderKind, OrderLine } from './order.ts';

/** What stock says of a SKU that a changed order wants. */
export interface Goods {
  readonly sku: string;
  readonly kind: OrderKind | undefined;
  /** Minor units; undefined where stock names no price. */
  readonly price: { readonly amount: number; readonly currency: string } | undefined;
}

export interface ChangedLines {
  readonly lines: readonly OrderLine[];
  readonly goods: number;
  readonly discount: number;
  readonly total: number;
  readonly amountDue: number;
  /** What was paid beyond the new total, and goes back. */
  readonly excess: number;
}

/**
 * The order with the wanted lines instead of its own (rules.md 29): a SKU that is kept keeps its price and name, a new one
 * needs a price in stock; the discount is kept, at most the goods; the shipping fee, kind and deadline stay. Refuses a SKU
 * stock does not know, has no price for, prices in another currency, or sells as flash.
 */
export function changeLines(
  order: Order,
  wanted: readonly Pick<OrderLine, 'sku' | 'quantity'>[],
  stock: ReadonlyMap<string, Goods>,
): ChangedLines | { readonly refused: RefusalFacts } {
  const lines: OrderLine[] = [];
  for (const { sku, quantity } of demandOf(wanted)) {
    const kept = order.lines.find((line) => line.sku === sku);
    const refusal = kept ? undefined : reasonNotToAdd(order, sku, stock.get(sku));
    if (refusal) return { refused: refusal };
    lines.push({ ...(kept ?? { sku, unitPrice: stock.get(sku)?.price?.amount ?? 0 }), quantity });
  }
  const goods = lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);
  const discount = Math.min(order.discount, goods);
  const total = goods - discount + order.shippingFee;
  if (total > LARGEST_AMOUNT || goods > LARGEST_AMOUNT) return { refused: { code: 'amount_too_large' } };
  const excess = Math.max(0, order.amountPaid + order.financed - total);
  return {
    lines,
    goods,
    discount,
    total,
    excess,
    amountDue: total - (order.amountPaid + order.financed - excess),
  };
}

/**
 * Flash SKUs of which the changed order wants more than before: one buyer may only have a share of them (rules.md 32). In an order said
 * to be flash those of no kind are.
 */
export function moreOfFlash(
  order: Pick<Order, 'lines' | 'kind'>,
  changed: Pick<ChangedLines, 'lines'>,
  stock: ReadonlyMap<string, Goods>,
): readonly Demand[] {
  const before = new Map(demandOf(order.lines).map(({ sku, quantity }) => [sku, quantity]));
  return demandOf(changed.lines).filter(
    ({ sku, quantity }) =>
      quantity > (before.get(sku) ?? 0) && (stock.get(sku)?.kind ?? order.kind) === 'flash',
  );
}

function reasonNotToAdd(order: Order, sku: string, goods: Goods | undefined): RefusalFacts | undefined {
  if (!goods) return { code: 'unknown_sku', facts: { sku } };
  if (!goods.price) return { code: 'price_unknown', facts: { sku } };
  if (goods.price.currency !== order.currency)
    return { code: 'currency_mismatch', facts: { sku, currency: goods.price.currency } };
  if (goods.kind === 'flash' && order.kind !== 'flash') return { code: 'sku_not_allowed', facts: { sku } };
  return undefined;
}
