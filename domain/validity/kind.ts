import { durationMs } from '../duration.ts';
import { orderKinds } from '../order/order.ts';
import type { OrderKind } from '../order/order.ts';
import type { Policy } from '../policy/schema.ts';

/**
 * The kind of an order (rules.md 28): what the shop said when it placed it; else, of the kinds its SKUs have in stock, the
 * one with the shortest validity in the policy; else normal. SKUs without a kind have no say.
 */
export function kindOf(
  explicit: OrderKind | undefined,
  skuKinds: readonly (OrderKind | null | undefined)[],
  policy: Pick<Policy, 'validity'>,
): OrderKind {
  if (explicit) return explicit;
  const known = orderKinds.filter((kind) => skuKinds.includes(kind));
  const validityOf = (kind: OrderKind) => durationMs(policy.validity[kind]);
  return known.toSorted((a, b) => validityOf(a) - validityOf(b))[0] ?? 'normal';
}
