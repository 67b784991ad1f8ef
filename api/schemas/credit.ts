import { z } from 'zod';
import {
  creditGrades,
  creditProducts,
  creditStates,
  reviewReasons,
  reviewStates,
} from '../../domain/credit/application.ts';
import { documentKind } from '../../domain/credit/documents.ts';
import { AnsweredInstant, Note, OutsideId } from './fields.ts';

/** A document of a buyer: base64 of a PDF, JPEG or PNG, as its name says. */
export const Document = z.strictObject({
  kind: z.string().regex(documentKind, 'must be a code such as income'),
  name: z.string().trim().min(1).max(200),
  contentBase64: z.base64('must be base64').min(4, 'must not be empty'),
});
export type Document = z.output<typeof Document>;

const Documents = z.array(Document).min(1).max(20);

/** An application to pay later. `term` is a number of monthly instalments. */
export const CreditRequest = z
  .strictObject({
    product: z.enum(creditProducts),
    term: z.int().min(1).max(120).optional(),
    documents: z.array(Document).max(20).optional(),
  })
  .refine(({ product, term }) => product === 'instalments' || term === undefined || term === 1, {
    path: ['term'],
    message: 'goes with instalments only',
  });

export const DocumentsRequest = z.strictObject({ documents: Documents });

/** The token of a card, as the payment provider gave it. It is encrypted and never shown. */
export const AutoDebitRequest = z.strictObject({ token: z.string().trim().min(1).max(500) });

export const OfferParams = z.object({ orderId: OutsideId, offerId: OutsideId });

/** The body of a bureau's webhook (Standard Webhooks); its adapter checks the signature and reads it. */
export const CreditWebhook = z.looseObject({
  id: z.string(),
  type: z.literal('credit.report'),
  at: z.iso.datetime({ offset: true }),
  data: z.looseObject({
    applicationId: z.string(),
    score: z.int().min(0).max(1000),
    overdueInstalments: z.int().min(0).optional(),
  }),
});

export const ReviewParams = z.object({ id: z.uuid() });
export const DocumentParams = z.object({ id: z.uuid(), documentId: z.uuid() });

/** What a person decides. Documents named in `acceptDocuments` count in this order's scores from now on. */
export const ReviewDecision = z.strictObject({
  decision: z.enum(['approved', 'declined']),
  note: Note,
  acceptDocuments: z.array(z.uuid()).max(50).optional(),
});

const Minor = z.object({ amount: z.int(), currency: z.string() });

/** An application that lies with a person, and all there is to decide it on. */
export const CreditReview = z
  .object({
    id: z.uuid(),
    orderId: z.string(),
    customerId: z.string(),
    applicationId: z.uuid(),
    state: z.enum(reviewStates),
    reason: z.enum(reviewReasons),
    openedAt: AnsweredInstant,
    product: z.enum(creditProducts),
    term: z.int(),
    amount: Minor,
    applicationState: z.enum(creditStates),
    score: z.int().optional(),
    grade: z.enum(creditGrades).optional(),
    limit: Minor.optional(),
    exposure: Minor.optional(),
    factors: z.array(z.object({ factor: z.string(), count: z.int(), points: z.int(), text: z.string() })),
    against: z.array(z.string()),
    wouldChange: z.array(z.object({ what: z.string(), from: z.int(), to: z.int(), text: z.string() })),
    documents: z.array(
      z.object({
        id: z.uuid(),
        kind: z.string(),
        mediaType: z.string(),
        bytes: z.int(),
        accepted: z.boolean(),
      }),
    ),
    decision: z.enum(['approved', 'declined']).optional(),
    counted: z.boolean().optional(),
    note: z.string().optional(),
    decidedAt: AnsweredInstant.optional(),
  })
  .meta({ id: 'CreditReview' });

/** One document as staff read it. */
export const ReadDocument = z.object({
  id: z.uuid(),
  kind: z.string(),
  name: z.string(),
  mediaType: z.string(),
  contentBase64: z.base64(),
});
