import { LARGEST_AMOUNT } from '../money.ts';
import type { PlacingRequest } from './request.ts';

/** What an order costs, in minor units of its currency. */
export interface Amounts {
  readonly goods: number;
  readonly discount: number;
  readonly shippingFee: number;
  readonly total: number;
}

/**
 * Goods, discount (at most the goods: nobody is paid for buying), shipping and total; undefined when the goods or the total are more than
 * an order may be (api.md: 10^12). Products past 2^53 are rounded, and are far too large either way.
 */
export function amountsOf({
  lines,
  discount,
  shipping,
}: Pick<PlacingRequest, 'lines' | 'discount' | 'shipping'>): Amounts | undefined {
  const goods = lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice.amount, 0);
  if (goods > LARGEST_AMOUNT) return undefined;
  const less = Math.min(discount?.amount ?? 0, goods);
  const shippingFee = shipping?.fee?.amount ?? 0;
  const total = goods - less + shippingFee;
  return total > LARGEST_AMOUNT ? undefined : { goods, discount: less, shippingFee, total };
}
