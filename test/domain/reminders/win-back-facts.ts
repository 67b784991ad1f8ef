import type { WinBackFacts, WinBackReason } from '../../../domain/reminders/win-back.ts';

export type Facts = {
  readonly [part in 'order' | 'buyer' | 'policy']?: Partial<WinBackFacts[part]>;
} & Partial<Pick<WinBackFacts, 'channels' | 'soldOut'>>;

/** An expired order whose buyer may be won back, but for `changes`. */
export function facts({ order, buyer, policy, ...rest }: Facts = {}): WinBackFacts {
  return {
    order: { status: 'expired', closedReason: 'deadline_passed', channel: 'store', ...order },
    buyer: {
      blocked: false,
      unwanted: 0,
      boughtSince: false,
      hasOpenOrder: false,
      wonBackLately: false,
      ...buyer,
    },
    channels: ['email', 'in_app'],
    soldOut: false,
    policy: { enabled: true, ...policy },
    ...rest,
  };
}

/** One way for each rule to hold, in the order of the rules. */
export const holding: Record<WinBackReason, Facts> = {
  disabled: { policy: { enabled: false } },
  not_closed: { order: { status: 'paid' } },
  closed_by_shop: { order: { closedReason: 'cancelled_by_staff' } },
  distribution_order: { order: { channel: 'distribution' } },
  buyer_blocked: { buyer: { blocked: true } },
  unwanted_twice: { buyer: { unwanted: 2 } },
  bought_since: { buyer: { boughtSince: true } },
  newer_order_unpaid: { buyer: { hasOpenOrder: true } },
  won_back_lately: { buyer: { wonBackLately: true } },
  no_consent: { channels: [] },
  sold_out: { soldOut: true },
};

/** Why an order may close without its buyer's doing. */
export const closedReasons = ['cancelled_by_staff', 'sold_out', 'refunded', 'superseded', null] as const;
