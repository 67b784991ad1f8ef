import { z } from 'zod';
import { creditGrades, creditProducts, creditStates } from '../domain/credit/application.ts';
import type { CreditSummary } from '../domain/credit/application.ts';
import { offerKinds } from '../domain/credit/offer.ts';
import type { Offer } from '../domain/credit/offer.ts';
import { Prisma } from './generated/client.ts';
import type { Order as OrderRow } from './generated/client.ts';

const Instalments = z.array(z.object({ number: z.int(), amount: z.int(), dueOn: z.string() }));

const Summary = z.object({
  applicationId: z.string(),
  product: z.enum(creditProducts),
  term: z.int(),
  state: z.enum(creditStates),
  progress: z.number(),
  expectedBy: z.string().exactOptional(),
  grade: z.enum(creditGrades).exactOptional(),
  decision: z.enum(['approved', 'declined']).exactOptional(),
  reasons: z
    .array(z.object({ code: z.string(), text: z.string(), count: z.int().exactOptional() }))
    .exactOptional(),
  plan: Instalments,
  autoDebit: z.enum(['required', 'bound']).exactOptional(),
});

const plan = Instalments.exactOptional();
const Terms = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('down_payment'), downPayment: z.int(), financed: z.int(), term: z.int(), plan }),
  z.object({ kind: z.literal('fewer_instalments'), financed: z.int(), term: z.int(), plan }),
  z.object({ kind: z.literal('documents'), kinds: z.array(z.string()) }),
  z.object({ kind: z.literal('outside_provider'), provider: z.string(), maxTerm: z.int() }),
  z.object({ kind: z.literal('pay_in_full_discount'), discount: z.int(), amountDue: z.int() }),
  z.object({
    kind: z.literal('similar_goods'),
    instead: z.string(),
    sku: z.string(),
    quantity: z.int(),
    unitPrice: z.int(),
    amountDue: z.int(),
  }),
]);

const Offers = z.array(
  z.object({
    id: z.string(),
    kind: z.enum(offerKinds),
    title: z.string(),
    terms: Terms,
    expiresAt: z.string(),
  }),
);

/** The record an outside provider's success counts in, once its order is paid or closed. */
const OutsideProvider = z.object({ provider: z.string(), segment: z.string(), band: z.string() });
export type TakenProvider = z.infer<typeof OutsideProvider>;

/** What an order's row says of credit: its newest application and the offers that are open. */
export function creditOf({ credit, offers }: Pick<OrderRow, 'credit' | 'offers'>): {
  readonly credit?: CreditSummary;
  readonly offers?: readonly Offer[];
} {
  return {
    ...(credit === null ? {} : { credit: Summary.parse(credit) }),
    ...(offers === null ? {} : { offers: Offers.parse(offers) }),
  };
}

/** The outside provider whose offer was taken; undefined where none was, or its end was counted. */
export function takenProvider({
  outsideProvider,
}: Pick<OrderRow, 'outsideProvider'>): TakenProvider | undefined {
  return outsideProvider === null ? undefined : OutsideProvider.parse(outsideProvider);
}

/** Something of ours as a JSON column takes it. */
export function jsonOf(value: CreditSummary | TakenProvider | readonly Offer[]): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value));
}

/** What the row says where there is nothing: no offers, no provider. */
export const noOffers = Prisma.DbNull;
export const noProvider = Prisma.DbNull;
export const notAssessed = Prisma.DbNull;
