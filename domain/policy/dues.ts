import { z } from 'zod';
import { Duration, WallClock, distinct } from './fields.ts';

const DeclineCode = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must be a code such as stolen_card');

/** How what was financed is collected (product.md section 7): instalments on their days. */
export const Dues = z.strictObject({
  /** When on its day an instalment falls due and is debited, in the shop's zone. */
  debitAt: WallClock,
  /** After a debit that was declined the next is tried so much later: one entry a try, none left is the end. */
  retries: z.array(Duration).max(20, 'must be at most 20 tries'),
  /** Codes after which no other try helps: the buyer is asked for another card, or to pay by link. */
  hardCodes: distinct(DeclineCode),
  /** A provider that did not say what became of a debit is asked again after this long, then ever less often; staff know after that long. */
  askAgain: Duration.refine((text) => !/^P(?:T?0+[WDHMS])+$/.test(text), 'must be more than nothing'),
  unansweredAlert: Duration,
  /** An instalment is overdue so long after the end of its day. */
  overdueAfter: Duration,
  /** The buyer is reminded so long before an instalment falls due, and so long after it is overdue. */
  remindBefore: z.array(Duration).max(10, 'must be at most 10 reminders'),
  remindOverdue: z.array(Duration).max(10, 'must be at most 10 reminders'),
  /** Whether the shop tells its bureaus of overdue instalments: then a bureau's count has ours in it. */
  reportedToBureau: z.boolean(),
});
