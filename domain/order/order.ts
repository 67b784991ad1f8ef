import type { CreditSummary } from '../credit/application.ts';
import type { Offer } from '../credit/offer.ts';
import type { OrderStatus } from './status.ts';

export const orderKinds = ['normal', 'promotion', 'flash', 'made_to_order'] as const;
export type OrderKind = (typeof orderKinds)[number];

export const orderChannels = ['store', 'distribution'] as const;
export type OrderChannel = (typeof orderChannels)[number];

export const paymentMethods = [
  'card',
  'alipay',
  'wechat',
  'bank_transfer',
  'pay_later',
  'instalments',
  'cash_on_delivery',
] as const;
export type PaymentMethod = (typeof paymentMethods)[number];

/** When stock is taken: held at placement, or only when money arrives (product.md section 3). */
export const deductingMoments = ['order', 'payment'] as const;
export type DeductOn = (typeof deductingMoments)[number];

/** What became of an order's stock. `none`: never taken (`deductOn: payment`, rejected). */
export const holdStates = ['none', 'held', 'released', 'committed'] as const;
export type HoldState = (typeof holdStates)[number];

/** Where the money for an order stands, as the buyer sees it. */
export const paymentStates = ['none', 'processing', 'succeeded', 'failed'] as const;
export type PaymentState = (typeof paymentStates)[number];

/** One line of an order. Prices are minor units of the order's currency. */
export interface OrderLine {
  readonly sku: string;
  readonly name?: string;
  readonly quantity: number;
  readonly unitPrice: number;
}

/** Why an order was closed; the reports group by it. */
export const closedReasons = [
  'deadline_passed',
  'out_of_stock',
  'buyer_blocked',
  'sold_out',
  'refunded',
  'superseded',
  'merged',
  'cancelled_by_buyer',
  'cancelled_by_staff',
] as const;
export type ClosedReason = (typeof closedReasons)[number];

/** An order as every layer knows it: what its rows say. Amounts are minor units of `currency`, instants ISO UTC. */
export interface Order {
  readonly id: string;
  readonly workflowId: string;
  readonly shop: string;
  readonly customerId: string;
  readonly status: OrderStatus;
  /** Rises when lines, amount or method change; provider sessions are for one revision (rules.md 4). */
  readonly revision: number;
  /** Fences writes: every change of the row raises it (rules.md 4). */
  readonly version: number;
  readonly kind: OrderKind;
  readonly channel: OrderChannel;
  readonly paymentMethod: PaymentMethod;
  readonly deductOn: DeductOn;
  readonly hold: HoldState;
  readonly currency: string;
  readonly lines: readonly OrderLine[];
  readonly goods: number;
  readonly discount: number;
  readonly shippingFee: number;
  readonly total: number;
  readonly amountPaid: number;
  readonly financed: number;
  readonly amountRefunded: number;
  readonly amountDue: number;
  readonly placedAt: string;
  /** The time told to the buyer. Null where nothing is closed by us: cash on delivery, distribution platforms. */
  readonly deadline: string | null;
  /** When the stock really goes back: deadline + grace. Null with the deadline. */
  readonly releaseAt: string | null;
  readonly policy: { readonly name: string; readonly version: number; readonly arm?: string };
  readonly nextReminderAt: string | null;
  readonly remindersSent: number;
  readonly paymentState: PaymentState;
  readonly failureCode: string | null;
  /** Set while closing is under way: no new attempt to pay is taken (rules.md 13). */
  readonly closingSince: string | null;
  readonly closedReason: ClosedReason | null;
  readonly extensionsUsed: number;
  /** Milliseconds this order's clock is ahead of the machine's (rules.md 8, dev mode). */
  readonly clockOffsetMs: number;
  readonly possibleDuplicateOf: string | null;
  readonly mergedInto: string | null;
  readonly supersededBy: string | null;
  /** Its newest application to pay later; left out where there was none. */
  readonly credit?: CreditSummary;
  /** Ways to rescue a declined application that are open. */
  readonly offers?: readonly Offer[];
}
