import { z } from 'zod';
import { LARGEST_AMOUNT } from '../../domain/money.ts';
import { refundStates } from '../../domain/payment/settlement.ts';
import { AnsweredInstant, Currency, Money, Note } from './fields.ts';

const RefundedAmount = z.int().min(1).max(LARGEST_AMOUNT);

/** What goes back: everything that is left where no amount is named. An amount alone is of the order's currency. */
export const RefundRequest = z.strictObject({
  amount: z
    .union([RefundedAmount, z.strictObject({ amount: RefundedAmount, currency: Currency })])
    .optional(),
  reason: Note,
  restock: z.boolean().default(false),
});

export const Refund = z
  .object({
    id: z.uuid(),
    orderId: z.string(),
    /** What goes back. */
    amount: Money,
    /** What was owed in instalments and is not any more. */
    notOwed: Money.optional(),
    reason: z.string(),
    restock: z.boolean(),
    state: z.enum(refundStates),
    requestedAt: AnsweredInstant,
    refundedAt: AnsweredInstant.optional(),
  })
  .meta({ id: 'Refund' });
