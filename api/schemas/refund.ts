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

/** A refund with what a person needs to send it himself, and what he wrote when he had. */
export const ListedRefund = Refund.omit({ notOwed: true })
  .extend({
    /** What it gives back; of a bank transfer the bank's account and transaction, as the statement told them. */
    payment: z.object({ provider: z.string(), reference: z.string(), at: AnsweredInstant }),
    why: z.string().optional(),
    reference: z.string().optional(),
    note: z.string().optional(),
  })
  .meta({ id: 'ListedRefund' });

/** What a person says who has sent a refund. `reference`: the bank's, of the transfer. */
export const SentRefund = z.strictObject({
  note: Note.optional(),
  reference: z
    .string()
    .regex(/^[\x21-\x7e]{1,64}$/, 'must be 1 to 64 printable characters without spaces')
    .optional(),
});
