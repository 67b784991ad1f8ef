import type { JournalEntry } from '../journal.ts';
import type { Order } from '../order/order.ts';
import type { Placing } from './placing.ts';

/** The first entries of a new order's journal: what was decided and on what, without anything that names the buyer. */
export function beginning({
  order,
  demand,
  holds,
  standing,
}: Pick<Placing, 'order' | 'demand' | 'holds' | 'standing'>): readonly JournalEntry[] {
  const at = order.placedAt;
  const engine = { at, actor: 'engine' } as const;
  const facts = { ...placedFacts(order), standing };
  return [
    { at, kind: 'placed', reason: reasonFor(order), actor: 'buyer', facts },
    ...(holds ? [{ ...engine, kind: 'stock_held', facts: { demand } } as const] : []),
    ...(order.hold === 'committed'
      ? [{ ...engine, kind: 'stock_committed', reason: 'nothing_due', facts: { demand } } as const]
      : []),
  ];
}

/** Why it begins in the status it begins in. */
function reasonFor({ status, channel, deductOn }: Order): string {
  if (status === 'paid') return 'nothing_due';
  if (status === 'confirmed') return 'cash_on_delivery';
  if (channel === 'distribution') return 'collected_by_the_platform';
  return deductOn === 'payment' ? 'stock_taken_at_payment' : 'stock_held_until_paid';
}

/** What the journal says of an order when it begins. */
export function placedFacts(order: Order): Readonly<Record<string, unknown>> {
  const { shop, kind, channel, paymentMethod, deductOn, total, currency, deadline, releaseAt, policy } =
    order;
  return {
    shop,
    kind,
    channel,
    paymentMethod,
    deductOn,
    total,
    currency,
    deadline,
    releaseAt,
    policy,
  };
}
