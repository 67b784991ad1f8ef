import type { HoldState } from '../../../domain/order/order.ts';
import type { OrderStatus } from '../../../domain/order/status.ts';

/** Where an order stands: what its row, its stock, its journal and its provider say together. Minor units. */
export interface Stand {
  readonly status: OrderStatus;
  readonly closedReason: string | null;
  readonly total: number;
  readonly paid: number;
  readonly financed: number;
  readonly due: number;
  readonly refunded: number;
  readonly hold: HoldState;
  /** What its SKU has on hand and held. */
  readonly stock: { readonly onHand: number; readonly held: number };
  /** What the provider has given back at our word, smallest first. */
  readonly back: readonly number[];
  /** What the journal tells of decisions, sorted; how the buyer was spoken to, and alerts, aside. */
  readonly told: readonly string[];
  /** What whoever asked was answered: `accepted`, or the refusal's code; null where nobody asked. */
  readonly answer: string | null;
  /** The order that goes on for it, where another has replaced it. */
  readonly successor: Successor | null;
}

export interface Successor {
  readonly status: OrderStatus;
  readonly paid: number;
  readonly due: number;
  readonly back: readonly number[];
}

/** Kinds of journal entries that tell how something was done, or what follows from being paid, rather than what was decided. */
export const aside: readonly string[] = [
  'closing',
  'session_opened',
  'session_closed',
  'payment_asked',
  'reminder_planned',
  'message_sent',
  'message_failed',
  'win_back_skipped',
  'win_back_postponed',
  'fast_forwarded',
  'promised',
  'reward_given',
  'rewards_revoked',
  'standing_changed',
  'credit_progress',
  'alert',
];
