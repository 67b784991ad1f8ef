import type { PaymentMethod } from '../../domain/order/order.ts';
import type { FailureHelp } from '../../domain/payment/failure-help.ts';

/**
 * What a buyer's page shows of an order. It has no place for a buyer's name, phone or address, so that a friend's page can't
 * name them. Amounts are minor units of `currency`, instants ISO UTC.
 */
export interface PayView {
  /** Who opened it. A friend sees the goods and the price, and can only pay. */
  readonly payer: 'buyer' | 'friend';
  readonly state: PayState;
  /** Left out where the shop has no name a buyer would know. */
  readonly shopName?: string;
  readonly orderNumber: string;
  /** Goes out with the form and comes back, so that a buyer never pays for an order that changed under him. */
  readonly revision: number;
  readonly lines: readonly { readonly name: string; readonly quantity: number; readonly unitPrice: number }[];
  readonly currency: string;
  readonly goods: number;
  readonly discount: number;
  readonly shippingFee: number;
  readonly total: number;
  readonly financed: number;
  readonly amountPaid: number;
  readonly amountRefunded: number;
  readonly amountDue: number;
  /** The time told to the buyer; null where we close nothing. */
  readonly deadline: string | null;
  /** The order's now (rules.md 8). */
  readonly now: string;
  readonly timeZone: string;
  /** What the buyer may choose from, in the shop's order, and what is chosen now. */
  readonly methods: readonly PaymentMethod[];
  readonly method: PaymentMethod;
  /** How the last attempt failed, while nothing newer is under way. */
  readonly failure?: FailureHelp;
  /** What just happened to the buyer's last click. */
  readonly notice?: PayNotice;
  readonly actions: PayActions;
  readonly promise?: { readonly shipsOn: string; readonly arrivesOn: string };
}

/**
 * `closing`: the deadline is over and we are asking whether a payment is on its way. `on_delivery`: nothing to pay before the
 * goods come. `closed` never says that it was paid (known-failures 4).
 */
export type PayState =
  | { readonly kind: 'payable' | 'processing' | 'closing' | 'on_delivery' }
  | { readonly kind: 'paid'; readonly at?: string; readonly shipped?: boolean }
  | {
      readonly kind: 'closed';
      readonly as: 'expired' | 'cancelled' | 'rejected' | 'merged';
      /** The order's `closedReason`. */
      readonly reason?: string;
      /** The page of the order that took its place. */
      readonly continueUrl?: string;
    };

export type PayNotice =
  | 'order_changed'
  | 'method_changed'
  | 'extended'
  | 'provider_unavailable'
  | 'not_payable'
  | 'method_not_allowed';

/** Where the page's forms POST to; what has no address is not offered. Paths or absolute URLs. */
export interface PayActions {
  /** Fields: `method`, `revision`, `amount` (minor units the buyer saw). Answers 303 to the provider, or to the page. */
  readonly pay?: string;
  /** Fields: `method`, `revision`. Saves the method and answers 303 to the page. */
  readonly method?: string;
  /** No fields. Gives the buyer a link to send to a friend. */
  readonly friend?: string;
  /** No fields. Asks for more time. */
  readonly extend?: string;
}
