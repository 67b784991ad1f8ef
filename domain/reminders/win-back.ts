import type { WrittenChannel } from '../messages/message.ts';
import type { ClosedReason, OrderChannel } from '../order/order.ts';
import type { OrderStatus } from '../order/status.ts';
import type { Policy } from '../policy/schema.ts';

/** Everything the decision to win a buyer back is made on, read under his lock. */
export interface WinBackFacts {
  readonly order: {
    readonly status: OrderStatus;
    readonly closedReason: ClosedReason | null;
    readonly channel: OrderChannel;
  };
  readonly buyer: {
    readonly blocked: boolean;
    /** Orders he has cancelled himself, this one included: he did not want them. */
    readonly unwanted: number;
    /** Whether an order of his was paid since this one closed. */
    readonly boughtSince: boolean;
    /** Whether an order of his is waiting to be paid: he is reminded of that one. */
    readonly hasOpenOrder: boolean;
    /** Whether he was won back, or tried to be, for another order within the policy's `oncePer`. */
    readonly wonBackLately: boolean;
  };
  /** Where it would go out: what the buyer has and allows. */
  readonly channels: readonly WrittenChannel[];
  /** Whether stock would not cover the order now. */
  readonly soldOut: boolean;
  readonly policy: Pick<Policy['winBack'], 'enabled'>;
}

/** Why a buyer is not won back: the journal's reasons. */
export type WinBackReason =
  | 'disabled'
  | 'not_closed'
  | 'closed_by_shop'
  | 'distribution_order'
  | 'buyer_blocked'
  | 'unwanted_twice'
  | 'bought_since'
  | 'newer_order_unpaid'
  | 'won_back_lately'
  | 'no_consent'
  | 'sold_out';

/** Cancelling once is changing one's mind; a buyer who does it again means it (product.md section 4, "After closing"). */
const UNWANTED = 2;

/** Why the buyer of a closed order gets no win-back, or undefined when he may. First reason wins. */
export function reasonNotToWinBack(facts: WinBackFacts): WinBackReason | undefined {
  return rules.find(([, holds]) => holds(facts))?.[0];
}

/**
 * Whether a reason can change while the order's companion waits. One that can't is known at closing, and no companion has to
 * wait for it.
 */
export function isForGood(reason: WinBackReason): boolean {
  return !passing.includes(reason);
}

const passing: readonly WinBackReason[] = ['newer_order_unpaid', 'sold_out'];

const rules: readonly (readonly [WinBackReason, (facts: WinBackFacts) => boolean])[] = [
  ['disabled', ({ policy }) => !policy.enabled],
  ['not_closed', ({ order }) => order.status !== 'expired' && order.status !== 'cancelled'],
  ['closed_by_shop', ({ order }) => !isByBuyer(order.closedReason)],
  ['distribution_order', ({ order }) => order.channel === 'distribution'],
  ['buyer_blocked', ({ buyer }) => buyer.blocked],
  ['unwanted_twice', ({ buyer }) => buyer.unwanted >= UNWANTED],
  ['bought_since', ({ buyer }) => buyer.boughtSince],
  ['newer_order_unpaid', ({ buyer }) => buyer.hasOpenOrder],
  ['won_back_lately', ({ buyer }) => buyer.wonBackLately],
  ['no_consent', ({ channels }) => channels.length === 0],
  ['sold_out', ({ soldOut }) => soldOut],
];

/** He let the time run out, or cancelled. What the shop ended, merged or replaced is not for him to take up again. */
function isByBuyer(reason: ClosedReason | null): boolean {
  return reason === 'deadline_passed' || reason === 'cancelled_by_buyer';
}
