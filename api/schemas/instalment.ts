import { z } from 'zod';
import { instalmentStates, paidBy } from '../../domain/credit/dues.ts';
import { paymentMethods } from '../../domain/order/order.ts';
import { AnsweredInstant, OutsideId } from './fields.ts';

const Minor = z.object({ amount: z.int(), currency: z.string() });

/** One instalment of an order: what it is, what is still owed of it, and what comes next. */
export const Instalment = z
  .object({
    number: z.int(),
    amount: Minor,
    owed: Minor,
    dueOn: z.iso.date(),
    state: z.enum(instalmentStates),
    /** The next debit. */
    nextTryAt: AnsweredInstant.optional(),
    failure: z
      .object({ code: z.string(), at: AnsweredInstant, final: z.boolean(), help: z.string() })
      .optional(),
    overdueSince: AnsweredInstant.optional(),
    paidAt: AnsweredInstant.optional(),
    paidBy: z.enum(paidBy).optional(),
  })
  .meta({ id: 'Instalment' });

/** An order's instalments, the soonest first; none where nothing of it was financed. */
export const Instalments = z
  .object({
    data: z.array(Instalment),
    nextCursor: z.null(),
    financed: Minor,
    outstanding: Minor,
    /** Whether a card is bound that is debited by itself. */
    autoDebit: z.boolean(),
  })
  .meta({ id: 'Instalments' });

export const InstalmentParams = z.object({
  orderId: OutsideId,
  number: z.coerce.number().int().min(1).max(1_000),
});

/** By the first method an instalment can be paid by where none is named. */
export const InstalmentLinkRequest = z.strictObject({ method: z.enum(paymentMethods).optional() });
