import type { Policy } from '../policy/schema.ts';

/** What stock has that could be taken instead: priced in the order's currency, and of no kind the order may not have. */
export interface GoodsOnSale {
  readonly sku: string;
  readonly price: number;
  readonly available: number;
  readonly tags: readonly string[];
}

interface Line {
  readonly sku: string;
  readonly quantity: number;
  readonly unitPrice: number;
}

export interface SimilarFacts {
  readonly lines: readonly Line[];
  /** Goods that could be taken instead, and the order's own, which say by their tags what is alike. */
  readonly onSale: readonly GoodsOnSale[];
  readonly policy: Policy['credit']['offers'];
}

/** Goods like those of the order's dearest line: a tag in common, enough in stock, the price within the policy's share; the nearest price first, then the lower. */
export function similarGoods({
  lines,
  onSale,
  policy,
}: SimilarFacts): readonly { readonly line: Line; readonly goods: GoodsOnSale }[] {
  const [line] = lines.toSorted((a, b) => b.quantity * b.unitPrice - a.quantity * a.unitPrice);
  const own = line && onSale.find(({ sku }) => sku === line.sku);
  if (!line || !own) return [];
  const distance = ({ price }: GoodsOnSale) => Math.abs(price - line.unitPrice);
  return onSale
    .filter(({ sku }) => lines.every((taken) => taken.sku !== sku))
    .filter(({ tags }) => tags.some((tag) => own.tags.includes(tag)))
    .filter(({ available }) => available >= line.quantity)
    .filter((goods) => distance(goods) <= policy.similarWithin * line.unitPrice)
    .toSorted((a, b) => distance(a) - distance(b) || a.price - b.price || (a.sku < b.sku ? -1 : 1))
    .slice(0, policy.mostSimilar)
    .map((goods) => ({ line, goods }));
}
