import type { WrittenChannel } from '../../../domain/messages/message.ts';
import type { OrderKind, OrderLine } from '../../../domain/order/order.ts';
import type { FailureKind } from '../../../domain/payment/failure-help.ts';
import type { Segment } from '../../../domain/reminders/segments.ts';
import type { simulatedMethods } from './model.ts';

/** Somebody who buys: nobody's name, number or address. */
export interface SimulatedBuyer {
  readonly id: string;
  /** What he is before the stretch begins. */
  readonly segment: Segment;
  /** Channels on which he has an address and allows messages. */
  readonly channels: readonly WrittenChannel[];
  readonly callable: boolean;
}

/** An order as it will be placed, and what its buyer has in mind. The same under every policy. */
export interface SimulatedOrder {
  readonly id: string;
  readonly buyer: SimulatedBuyer;
  readonly placedAt: string;
  readonly lines: readonly OrderLine[];
  /** Left out: as its goods have it. */
  readonly kind?: OrderKind;
  readonly method: (typeof simulatedMethods)[number];
  readonly discount: number;
  readonly shippingFee: number;
  readonly source: Readonly<Record<string, string>>;
  readonly intent: Intent;
}

/** An attempt to pay that fails; `again`: how long until the next one, null where he gives up. */
export interface FailingAttempt {
  readonly code: FailureKind;
  readonly again: number | null;
}

/** What a buyer does with his order, whatever the shop does. Times are milliseconds from the order. */
export interface Intent {
  /** When he comes to pay by himself; null: never. */
  readonly paysAfter: number | null;
  /** His attempts before one succeeds, or he gives up. */
  readonly failing: readonly FailingAttempt[];
  /** A quantity is changed before he pays. */
  readonly changes: boolean;
  readonly cancels: { readonly after: number; readonly reason: string } | null;
  /** Looks at the payment page and pays nothing. */
  readonly looksAfter: number | null;
  /** Recorded: was seen to pay after a reminder, so the first one he notices makes him pay. */
  readonly answersReminders: boolean;
  /** Recorded: so many reminders were seen to change nothing. */
  readonly ignoresReminders: number;
}

/** He orders, and goes away. */
export const nothingInMind: Intent = {
  paysAfter: null,
  failing: [],
  changes: false,
  cancels: null,
  looksAfter: null,
  answersReminders: false,
  ignoresReminders: 0,
};
