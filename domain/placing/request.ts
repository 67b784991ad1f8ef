import type { Channel } from '../messages/consents.ts';
import type { Money } from '../money.ts';
import type { DeductOn, OrderChannel, OrderKind, PaymentMethod } from '../order/order.ts';
import type { Policy } from '../policy/schema.ts';
import type { StandingLevel } from '../validity/standing-level.ts';

/** One line as the shop sends it. */
export interface PlacingLine {
  readonly sku: string;
  readonly name?: string | undefined;
  readonly quantity: number;
  readonly unitPrice: Money;
}

/** The buyer as the shop sends him. A buyer who is known keeps what is stored of him. */
export interface PlacingCustomer {
  readonly id: string;
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly locale?: string | undefined;
  /** As far as the shop said so (rules.md 26). */
  readonly consents?: { readonly [channel in Channel]?: boolean | undefined } | undefined;
}

/** api.md's PlaceOrder once it is parsed: at least one line, one currency, every amount and quantity in its bounds. */
export interface PlacingRequest {
  readonly orderId?: string | undefined;
  readonly shop: string;
  readonly customer: PlacingCustomer;
  readonly lines: readonly PlacingLine[];
  readonly kind?: OrderKind | undefined;
  readonly channel: OrderChannel;
  readonly paymentMethod?: PaymentMethod | undefined;
  readonly shipping?:
    | { readonly fee?: Money | undefined; readonly contact?: Readonly<Record<string, unknown>> | undefined }
    | undefined;
  readonly discount?: Money | undefined;
  readonly source?:
    { readonly campaign?: string | undefined; readonly deviceId?: string | undefined } | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}

/** What stock says of a SKU besides how much there is. */
export interface StockTerms {
  readonly price: Money | null;
  readonly kind: OrderKind | null;
  readonly tags: readonly string[];
  readonly deductOn: DeductOn | null;
}

/** What an order is placed under; none of it needs a lock. */
export interface PlacingTerms {
  readonly shop: { readonly id: string; readonly currency: string };
  /** The shop's policy, and the version of it that counts now: the order keeps it. */
  readonly policy: { readonly name: string; readonly version: number; readonly document: Policy };
  readonly stock: ReadonlyMap<string, StockTerms>;
  readonly standing: StandingLevel;
  /** The stored phone number of a buyer who is known. */
  readonly phone?: string | undefined;
}
