import type { WordingLocale } from '../../domain/messages/locale.ts';
import type { PaymentMethod } from '../../domain/order/order.ts';
import type { Following } from '../../domain/parcel/following.ts';
import type { ParcelState } from '../../domain/parcel/parcel.ts';
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

/** The same words in every language the page has. */
export type InEvery = Readonly<Record<WordingLocale, string>>;

/** One part of what is paid later: minor units, and the local day it is due. */
export interface PayInstalment {
  readonly amount: number;
  readonly dueOn: string;
}

/** A credit application as the order's `credit` has it (api.md). */
export interface PayCredit {
  readonly state: string;
  /** 0 to 1. */
  readonly progress: number;
  readonly expectedBy?: string;
  readonly decision?: 'approved' | 'declined';
  readonly reasons: readonly InEvery[];
  /** What is, or would be, paid when. */
  readonly plan: readonly PayInstalment[];
  /** Whether a card for the instalments has still to be set up. */
  readonly autoDebit?: 'required' | 'bound';
}

/** What the buyer may send about his application, and what of it has come. */
export interface PayDocuments {
  /** What he is asked for, as codes. */
  readonly kinds: readonly string[];
  /** How many have come, by kind. */
  readonly received: readonly { readonly kind: string; readonly count: number }[];
  /** How many more are taken, and how large one may be in bytes. */
  readonly left: number;
  readonly maxBytes: number;
}

/** Instalments of an order that was financed. */
export interface PayDues {
  readonly instalments: readonly PayDue[];
  /** By which one can be paid now. */
  readonly methods: readonly PaymentMethod[];
  /** Whether a card is bound that is debited by itself. */
  readonly isDebited: boolean;
}

/** One of them, with how far it is. */
export interface PayDue {
  readonly number: number;
  readonly amount: number;
  readonly paid: number;
  readonly owed: number;
  /** A day of the shop's calendar. */
  readonly dueOn: string;
  readonly state: 'planned' | 'due' | 'overdue' | 'paid' | 'void';
  readonly isUnderWay: boolean;
  readonly wasDeclined: boolean;
  readonly nextTryOn?: string;
}

/** A way on after a declined application, as the order's `offers` have it. */
export interface PayOffer {
  readonly id: string;
  readonly title: InEvery;
  readonly kind: string;
  /** What would be paid later of it; empty where nothing is. */
  readonly plan: readonly PayInstalment[];
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

/** What a click led to. The first ones are good news, the next ones only news, the rest say why it was not done. */
export const goodNotices = [
  'method_changed',
  'extended',
  'lines_changed',
  'problem_reported',
  'offer_taken',
  'documents_sent',
  'parcel_followed',
  'contact_saved',
] as const;
export const plainNotices = ['returned'] as const;
export const badNotices = [
  'order_changed',
  'provider_unavailable',
  'try_again',
  'not_payable',
  'not_open',
  'payment_in_progress',
  'method_not_allowed',
  'extension_used',
  'deadline_passed',
  'out_of_stock',
  'too_many',
  'quantity_unclear',
  'nothing_left',
  'not_possible',
  'contact_unclear',
  'already_shipped',
  'not_followable',
  'incomplete',
  'documents_missing',
  'document_too_large',
  'document_type',
  'too_many_documents',
  'documents_not_taken',
  'buyer_only',
] as const;
export const payNotices = [...goodNotices, ...plainNotices, ...badNotices] as const;
export type PayNotice = (typeof payNotices)[number];

/** Where the page's forms POST to; what has no address is not offered. Every form also sends `key`, `revision` and `lang`. */
export interface PayActions {
  /** Fields: `method`, `amount` (minor units the buyer saw). Answers 303 to the provider, or to the page. */
  readonly pay?: string;
  /** Fields: `method`. Saves the method. This and the rest answer 303 to the page. */
  readonly method?: string;
  /** No fields. Asks for more time. */
  readonly extend?: string;
  /** Fields: `number`, `method`, `amount` (minor units the buyer saw). Answers 303 to the provider, or to the page. */
  readonly instalment?: string;
  /** Fields: `offer`. Takes an offer made after a decline. */
  readonly offer?: string;
  /** Multipart, files: `document.<kind>`. Sends documents about an application. */
  readonly documents?: string;
  /** Fields: `quantity.<sku>` for every SKU; 0 takes it out. */
  readonly lines?: string;
  /** Fields: `kind`, `note`. */
  readonly problem?: string;
  /** Fields: `reason`, `note`. */
  readonly cancel?: string;
  /** No fields. Asks to be shown where the parcel is. */
  readonly follow?: string;
  /** Fields: `name`, `phone`, `address`; what is empty stays. */
  readonly contact?: string;
  /** Not a form: the stream that says when the order has changed. */
  readonly events?: string;
}
