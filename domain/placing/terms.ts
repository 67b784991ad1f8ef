import { durationMs, later } from '../duration.ts';
import type { DeductOn, OrderKind, PaymentMethod } from '../order/order.ts';
import type { Demand } from '../stock.ts';
import { deadlinesOf } from '../validity/deadlines.ts';
import type { Deadlines } from '../validity/deadlines.ts';
import { methodAllowed } from '../validity/payment-method.ts';
import { validityOf } from '../validity/validity.ts';
import type { PlacingRequest, PlacingTerms } from './request.ts';

/** How the order is paid: as asked, or the first method the policy allows for it. Undefined when there is none, or not this one. */
export function methodFor(
  { paymentMethod: asked }: PlacingRequest,
  kind: OrderKind,
  { policy: { document: policy }, standing }: PlacingTerms,
): PaymentMethod | undefined {
  if (standing === 'blocked') return asked ?? policy.payment.methods[0]; // refused for that, whatever the method
  const candidates = asked ? [asked] : policy.payment.methods;
  return candidates.find((method) => methodAllowed(kind, standing, method, policy));
}

/**
 * When the stock is taken (product.md section 3). A SKU's own setting wins over the policy's. An order is one hold, all
 * lines or none: it waits for the money only when each of its SKUs does. A restricted buyer always pays first (rules.md 34).
 */
export function deductOnFor({ lines }: PlacingRequest, { policy, stock, standing }: PlacingTerms): DeductOn {
  if (standing === 'restricted') return 'payment';
  const ofSku = (sku: string) => stock.get(sku)?.deductOn ?? policy.document.stock.deductOn;
  return lines.every(({ sku }) => ofSku(sku) === 'payment') ? 'payment' : 'order';
}

/** What one buyer may only have a share of: SKUs of the kind flash, and in an order said to be flash those of no kind. */
export function flashDemandOf(
  demand: readonly Demand[],
  { kind }: PlacingRequest,
  { stock }: PlacingTerms,
): readonly Demand[] {
  return demand.filter(({ sku }) => (stock.get(sku)?.kind ?? kind) === 'flash');
}

/** The times of a new order; null where nothing is closed by us. `plain` is what its own validity gives (rules.md 18). */
export function timesFor(
  { lines, source, channel }: PlacingRequest,
  { kind, method }: { readonly kind: OrderKind; readonly method: PaymentMethod },
  { policy: { document: policy }, stock, standing }: PlacingTerms,
  placedAt: string,
): { readonly plain: string; readonly told: Deadlines | null } {
  const validityMs = validityOf({
    kind,
    lines: lines.map(({ sku }) => ({ sku, tags: stock.get(sku)?.tags ?? [] })),
    campaign: source?.campaign,
    channel,
    standing,
    policy,
  });
  return {
    plain: later(placedAt, validityMs),
    told: deadlinesOf({ placedAt, validityMs, method, channel, policy }),
  };
}

/** Until when an order with nothing to collect is watched; null where the policy promises nothing (rules.md 27). */
export function watchFor({ policy: { document: policy } }: PlacingTerms, now: string): string | null {
  return policy.promise.enabled ? later(now, durationMs(policy.fulfilment.watch)) : null;
}

/** How many open unpaid orders the buyer may have (product.md section 9). */
export function mostOpen({ policy: { document: policy }, standing }: PlacingTerms): number {
  const most = policy.limits.openOrdersPerCustomer;
  return standing === 'restricted' ? Math.min(1, most) : most;
}
