import type { WrittenChannel } from '../messages/message.ts';
import type { DeductOn, OrderChannel, PaymentMethod, PaymentState } from '../order/order.ts';
import type { OrderStatus } from '../order/status.ts';
import type { ReminderPolicy } from '../policy/schema.ts';
import { lacksPerk } from './perk.ts';
import type { Segment } from './segments.ts';

/** Everything the decision to remind is made on, read under the buyer's lock at the moment of sending. */
export interface ReminderFacts {
  readonly order: {
    readonly id: string;
    readonly status: OrderStatus;
    readonly channel: OrderChannel;
    readonly paymentMethod: PaymentMethod | null;
    readonly payment: PaymentState;
    /** What the provider said when asked just before; `unpaid` also where no session was ever opened. */
    readonly provider: 'paid' | 'processing' | 'unpaid' | 'unknown';
    readonly problemOpen: boolean;
    readonly deductOn: DeductOn;
    /** Whether stock would not cover the order now. */
    readonly soldOut: boolean;
    readonly remindersSent: number;
  };
  readonly buyer: {
    readonly blocked: boolean;
    readonly segment: Segment;
    readonly tags: readonly string[];
    /** Local days on which another order of the buyer was paid. */
    readonly paidOn: readonly string[];
    readonly newestUnpaidOrderId: string | null;
    /** Of all orders. For the second fraction of a short validity the first is left out (product.md section 4). */
    readonly remindedToday: number;
    /** From the instants the reminders were due, so that a timer that fires a little late changes nothing. */
    readonly msSinceLastReminder: number | null;
  };
  /** Where the reminder would go out: what the buyer has and allows, of what the hour allows; `call` for a call task. */
  readonly channels: readonly (WrittenChannel | 'call')[];
  /** The local day in the shop's zone, `YYYY-MM-DD`. */
  readonly today: string;
  readonly policy: ReminderPolicy;
  /** The policy's gap in milliseconds. */
  readonly gapMs: number;
}

/** Why a reminder does not go out: the journal's reasons. */
export type SuppressionReason =
  | 'not_awaiting_payment'
  | 'distribution_order'
  | 'cash_on_delivery'
  | 'payment_in_progress'
  | 'paid_at_provider'
  | 'problem_open'
  | 'bought_another_today'
  | 'newer_order_unpaid'
  | 'buyer_blocked'
  | 'no_consent'
  | 'order_cap'
  | 'daily_cap'
  | 'gap'
  | 'returning_without_perk'
  | 'sold_out';

/** Why an order must not be reminded now, or undefined when it may be. First reason wins; the order is product.md section 4's. */
export function reasonNotToRemind(facts: ReminderFacts): SuppressionReason | undefined {
  return rules.find(([, holds]) => holds(facts))?.[0];
}

/**
 * Whether a stage refused for this reason is moved to its next legal time (product.md section 4) instead of being skipped:
 * the cap of a day and gaps pass by themselves, and a problem is resolved or runs out.
 */
export function isPassing(reason: SuppressionReason): boolean {
  return reason === 'daily_cap' || reason === 'gap' || reason === 'problem_open';
}

const rules: readonly (readonly [SuppressionReason, (facts: ReminderFacts) => boolean])[] = [
  ['not_awaiting_payment', ({ order }) => order.status !== 'awaiting_payment'],
  ['distribution_order', ({ order }) => order.channel === 'distribution'],
  ['cash_on_delivery', ({ order }) => order.paymentMethod === 'cash_on_delivery'],
  ['payment_in_progress', ({ order }) => order.payment === 'processing' || order.provider === 'processing'],
  ['paid_at_provider', ({ order }) => order.payment === 'succeeded' || order.provider === 'paid'],
  ['problem_open', ({ order }) => order.problemOpen],
  ['bought_another_today', ({ buyer, today }) => buyer.paidOn.includes(today)],
  ['newer_order_unpaid', ({ order, buyer }) => isAnotherOrder(buyer.newestUnpaidOrderId, order.id)],
  ['buyer_blocked', ({ buyer }) => buyer.blocked],
  ['no_consent', ({ channels }) => channels.length === 0],
  ['order_cap', ({ order, policy }) => order.remindersSent >= policy.maxPerOrder],
  ['daily_cap', ({ buyer, policy }) => buyer.remindedToday >= policy.maxPerCustomerPerDay],
  ['gap', ({ buyer, gapMs }) => buyer.msSinceLastReminder !== null && buyer.msSinceLastReminder < gapMs],
  ['returning_without_perk', ({ buyer, policy }) => lacksPerk(buyer, policy)],
  ['sold_out', ({ order }) => order.deductOn === 'payment' && order.soldOut],
];

function isAnotherOrder(newest: string | null, id: string): boolean {
  return newest !== null && newest !== id;
}
