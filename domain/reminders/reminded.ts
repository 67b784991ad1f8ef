import { localDayOf } from '../calendar/local-time.ts';
import { between } from '../duration.ts';
import { indexOfStage } from './stages.ts';
import type { Stage } from './stages.ts';

export interface RemindedInput {
  /** The stage that is to go out, and when. */
  readonly stage: Stage;
  readonly at: string;
  readonly zone: string;
  /** Whether the order's validity is a short one. */
  readonly short: boolean;
  /** What was sent for this order, by the instants it was due. */
  readonly sent: readonly { readonly stage: Stage; readonly at: string }[];
  /** When the buyer was reminded of other orders. */
  readonly ofOthersAt: readonly string[];
}

/** What caps and gaps count at the moment of sending. */
export interface Reminded {
  readonly remindersSent: number;
  readonly remindedToday: number;
  /** Null where the buyer was never reminded. */
  readonly msSinceLastReminder: number | null;
}

/**
 * Counts a buyer's reminders for the decision at sending. Gap and daily cap do not apply between the fractions of a short
 * validity (product.md section 4), so for one of them the others are left out; the cap of the order counts all.
 */
export function remindedBefore({ stage, at, zone, short, sent, ofOthersAt }: RemindedInput): Reminded {
  const isFraction = (name: Stage) => short && indexOfStage(name) >= 0;
  const ofOrder = sent.filter((other) => !(isFraction(stage) && isFraction(other.stage)));
  const instants = [...ofOrder.map((other) => other.at), ...ofOthersAt];
  const today = localDayOf(at, zone);
  // Another order's clock may be ahead (dev mode): what was sent then keeps the gap on both sides, as it does in planning.
  const since = instants.map((instant) => Math.abs(between(instant, at)));
  return {
    remindersSent: sent.length,
    remindedToday: instants.filter((instant) => localDayOf(instant, zone) === today).length,
    msSinceLastReminder: since.length > 0 ? Math.min(...since) : null,
  };
}
