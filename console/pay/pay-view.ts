import type { InEvery } from '../../domain/messages/locale.ts';
import type { PaymentMethod } from '../../domain/order/order.ts';
import type { Following } from '../../domain/parcel/following.ts';
import type { ParcelState } from '../../domain/parcel/parcel.ts';
import type { FailureHelp } from '../../domain/payment/failure-help.ts';
import type { PayActions } from './pay-actions.ts';
import type { PayCredit, PayDocuments, PayDues, PayOffer } from './pay-credit-view.ts';
import type { PayNotice } from './pay-notices.ts';

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
  /** How often the order's row has changed; the page asks for what came after it. */
  readonly version: number;
  readonly lines: readonly PayLine[];
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
  /** What to write on a bank transfer, where that is how the order is paid. */
  readonly transfer?: PayTransfer;
  /** What just happened to the buyer's last click. */
  readonly notice?: PayNotice;
  /** With the notice `out_of_stock`: how many there could be of what there was too little of. */
  readonly shortages?: readonly { readonly name: string; readonly most: number }[];
  /** Since when a problem that the buyer reported holds reminders and closing. */
  readonly pausedSince?: string;
  /** How much more time the buyer may ask for, in milliseconds. */
  readonly moreTime?: number;
  /** The page on which a friend pays; the buyer sends it on. */
  readonly friendUrl?: string;
  readonly actions: PayActions;
  readonly credit?: PayCredit;
  readonly documents?: PayDocuments;
  /** What is paid back in instalments; the buyer's alone. */
  readonly dues?: PayDues;
  readonly offers: readonly PayOffer[];
  readonly promise?: { readonly shipsOn: string; readonly arrivesOn: string };
  readonly rewards: readonly PayReward[];
  readonly shipment?: PayShipment;
  /** What is known of who takes the parcel, and where: which parts, never what they are. */
  readonly contact?: readonly ContactPart[];
}

export interface PayLine {
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitPrice: number;
}

/** Where the parcel is, as the order's `shipment` has it. */
export interface PayShipment {
  readonly updates: Following | 'none';
  readonly carrier?: string | undefined;
  readonly trackingNumber?: string | undefined;
  readonly state?: ParcelState | undefined;
  readonly at?: string | undefined;
  readonly expectedOn?: string | undefined;
}

export const contactParts = ['name', 'phone', 'address'] as const;
export type ContactPart = (typeof contactParts)[number];

/** What the buyer gets for having paid. */
export interface PayReward {
  readonly title: InEvery;
  /** What it is good for, and the code it is had with. */
  readonly details: readonly InEvery[];
  readonly validUntil?: string;
}

/**
 * `closing`: the deadline is over and we are asking whether a payment is on its way. `busy`: something is being done with the order
 * (it is being cancelled or replaced, or a problem has stopped its clock), so it can't be paid just now. `on_delivery`: nothing to pay before the
 * goods come. `closed` never says that it was paid (known-failures 4).
 */
export type PayState =
  | { readonly kind: 'payable' | 'closing' | 'busy' | 'on_delivery' }
  | { readonly kind: 'processing'; readonly since?: string }
  | { readonly kind: 'paid'; readonly at?: string; readonly parcel?: 'left' | 'arrived' }
  | {
      readonly kind: 'closed';
      readonly as: 'expired' | 'cancelled' | 'rejected' | 'merged';
      /** The order's `closedReason`. */
      readonly reason?: string;
      /** The page of the order that took its place. */
      readonly continueUrl?: string;
    };

/** A bank transfer as the buyer's bank asks for it; the account is there where the shop has told it. */
export interface PayTransfer {
  /** In groups, as people read it. */
  readonly reference: string;
  readonly holder?: string | undefined;
  readonly account?: string | undefined;
  readonly bank?: string | undefined;
}
