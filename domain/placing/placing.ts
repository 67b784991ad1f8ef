import type { JournalEntry } from '../journal.ts';
import type { Order } from '../order/order.ts';
import type { RefusalCode, RefusalFacts } from '../refusal.ts';
import type { Demand } from '../stock.ts';
import type { StandingLevel } from '../validity/standing-level.ts';
import type { PersonMark } from './person.ts';
import type { PlacingRequest } from './request.ts';

/** Why an order may be refused at placing. */
export const placingRefusals = [
  'currency_mismatch',
  'unknown_sku',
  'price_mismatch',
  'amount_too_large',
  'method_not_allowed',
  'order_exists',
  'buyer_blocked',
  'too_many_open_orders',
  'flash_share_exceeded',
  'out_of_stock',
  'order_not_found',
  'order_not_open',
  'payment_in_progress',
  'being_superseded',
  'supersede_mismatch',
] as const satisfies readonly RefusalCode[];

/**
 * An order that may be placed, decided as far as it can be without a lock. What is left to `place_orders`: is there stock,
 * has the buyer room for one more, is his standing still the same, is the id free.
 */
export interface Placing {
  /** The order as it will be. */
  readonly order: Order;
  /** Whether the shop chose the id: then it may be taken already. */
  readonly suppliedId: boolean;
  readonly customer: PlacingRequest['customer'];
  readonly contact: Readonly<Record<string, unknown>> | undefined;
  readonly source: Readonly<Record<string, unknown>> | undefined;
  readonly metadata: Readonly<Record<string, unknown>> | undefined;
  /** The deadline its own validity gives, before a slow method moved it (rules.md 18). */
  readonly plainDeadline: string;
  readonly paidAt: string | null;
  readonly watchUntil: string | null;
  /** Summed per SKU, by SKU. */
  readonly demand: readonly Demand[];
  /** Whether stock is taken now, and whether it leaves at once because nothing is due. */
  readonly holds: boolean;
  readonly commits: boolean;
  /** The part of the demand one buyer may only have a share of (rules.md 32), and that share. */
  readonly flash: { readonly demand: readonly Demand[]; readonly share: number };
  /** Whether it counts as one of the buyer's open unpaid orders, and how many he may have with it. */
  readonly countsAsOpen: boolean;
  readonly maxOpen: number;
  /** By what the buyer is known over several accounts, and how many open unpaid orders each may have. */
  readonly marks: readonly PersonMark[];
  /** What the buyer's standing was when this was decided. */
  readonly standing: StandingLevel;
  /** The same for two orders of the same SKUs and quantities. */
  readonly linesPrint: string;
  /** An order with the same lines placed since then is pointed out as a possible duplicate. */
  readonly duplicateSince: string;
  readonly journal: readonly JournalEntry[];
}

export type PlacingDecision =
  | { readonly refused: RefusalFacts; readonly placing?: never }
  | { readonly placing: Placing; readonly refused?: never };
