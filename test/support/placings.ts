import { decidePlacing } from '../../domain/placing/decide.ts';
import type { Placing } from '../../domain/placing/placing.ts';
import type { PlacingRequest, PlacingTerms, StockTerms } from '../../domain/placing/request.ts';
import { defaultPolicy } from '../../domain/policy/default-policy.ts';
import type { Policy } from '../../domain/policy/schema.ts';

/** A Sunday, 10:00 in Shanghai. */
export const PLACED_AT = '2026-11-22T02:00:00.000Z';

/** A request to place one piece of `A` at 19.90 CNY. */
export function aPlacingRequest(changes: Partial<PlacingRequest> = {}): PlacingRequest {
  return {
    shop: 'default',
    customer: { id: 'ada' },
    lines: [aLine('A')],
    channel: 'store',
    paymentMethod: 'card',
    ...changes,
  };
}

export function aLine(sku: string, quantity = 1, amount = 1990, currency = 'CNY') {
  return { sku, quantity, unitPrice: { amount, currency } };
}

/** Stock terms that say nothing. */
export function someStock(changes: Partial<StockTerms> = {}): StockTerms {
  return { price: null, kind: null, tags: [], deductOn: null, ...changes };
}

/** Shop `default` with the default policy, and stock rows for `A` and `B`. */
export function placingTerms({
  policy = {},
  stock = {},
  standing = 'good',
}: {
  readonly policy?: Partial<Policy>;
  readonly stock?: Readonly<Record<string, StockTerms>>;
  readonly standing?: PlacingTerms['standing'];
} = {}): PlacingTerms {
  return {
    shop: { id: 'default', currency: 'CNY' },
    policy: { name: 'default', version: 1, document: { ...defaultPolicy, ...policy } },
    stock: new Map(Object.entries({ A: someStock(), B: someStock(), ...stock })),
    standing,
  };
}

/** What is decided on a request, now and with counted ids. */
export function decide(request: PlacingRequest, terms = placingTerms(), now = PLACED_AT) {
  return decidePlacing({
    request,
    terms,
    now,
    newId: () => 'made-up',
    workflowIdOf: (orderId) => `order-${orderId}`,
  });
}

/** A placing that was not refused. */
export function aPlacing(request: PlacingRequest, terms = placingTerms(), now = PLACED_AT): Placing {
  const { placing, refused } = decide(request, terms, now);
  if (!placing) throw new Error(`refused: ${refused.code}`);
  return placing;
}
