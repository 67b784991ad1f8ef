import { z } from 'zod';
import { creditGrades, creditProducts, creditStates } from '../../domain/credit/application.ts';
import { offerKinds } from '../../domain/credit/offer.ts';
import {
  holdStates,
  orderChannels,
  orderKinds,
  paymentMethods,
  paymentStates,
} from '../../domain/order/order.ts';
import { orderStatuses } from '../../domain/order/status.ts';
import { AnsweredInstant } from './fields.ts';
import { JournalEntry } from './journal.ts';
import { Shipment } from './parcel.ts';

const AnsweredMoney = z.object({ amount: z.int(), currency: z.string() });

const Line = z.object({
  sku: z.string(),
  name: z.string().optional(),
  quantity: z.int(),
  unitPrice: AnsweredMoney,
});

const Payment = z.object({
  state: z.enum(paymentStates),
  failure: z.object({ code: z.string(), help: z.string() }).optional(),
});

/** The newest application to pay later. */
const Credit = z.object({
  applicationId: z.uuid(),
  product: z.enum(creditProducts),
  term: z.int(),
  state: z.enum(creditStates),
  progress: z.number().min(0).max(1),
  expectedBy: AnsweredInstant.optional(),
  grade: z.enum(creditGrades).optional(),
  decision: z.enum(['approved', 'declined']).optional(),
  reasons: z.array(z.string()).optional(),
  reasonCodes: z.array(z.string()).optional(),
  plan: z.array(z.object({ number: z.int(), amount: AnsweredMoney, dueOn: z.iso.date() })),
  autoDebit: z.enum(['required', 'bound']).optional(),
});

/** A way to rescue a declined payment. */
const Offer = z.object({
  id: z.string(),
  kind: z.enum(offerKinds),
  title: z.string(),
  terms: z.record(z.string(), z.unknown()),
});

/** An order as api.md has it. `deadline` and `releaseAt` are null where nothing is closed by us. */
export const Order = z
  .object({
    id: z.string(),
    shop: z.string(),
    workflowId: z.string(),
    status: z.enum(orderStatuses),
    revision: z.int(),
    customerId: z.string(),
    lines: z.array(Line),
    total: AnsweredMoney,
    amountPaid: AnsweredMoney,
    financed: AnsweredMoney,
    amountRefunded: AnsweredMoney,
    amountDue: AnsweredMoney,
    hold: z.enum(holdStates),
    kind: z.enum(orderKinds),
    channel: z.enum(orderChannels),
    paymentMethod: z.enum(paymentMethods),
    placedAt: AnsweredInstant,
    deadline: AnsweredInstant.nullable(),
    releaseAt: AnsweredInstant.nullable(),
    policy: z.object({ name: z.string(), version: z.int(), arm: z.string().optional() }),
    nextReminderAt: AnsweredInstant.optional(),
    remindersSent: z.int(),
    payment: Payment.optional(),
    credit: Credit.optional(),
    offers: z.array(Offer),
    promise: z.object({ shipsOn: z.iso.date(), arrivesOn: z.iso.date() }).optional(),
    shipment: Shipment.optional(),
    rewards: z.array(z.record(z.string(), z.unknown())),
    possibleDuplicateOf: z.string().optional(),
    mergedInto: z.string().optional(),
    supersededBy: z.string().optional(),
    closedReason: z.string().optional(),
    journal: z.array(JournalEntry).optional(),
  })
  .meta({ id: 'Order' });
