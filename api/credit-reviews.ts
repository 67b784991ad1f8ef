import { Refusal } from '../domain/refusal.ts';
import { creditApplications } from '../prisma/credit-applications.ts';
import type { CreditApplication } from '../prisma/credit-applications.ts';
import { creditDocuments } from '../prisma/credit-documents.ts';
import type { DocumentFacts } from '../prisma/credit-documents.ts';
import { creditReviews } from '../prisma/credit-reviews.ts';
import type { CreditReview } from '../prisma/credit-reviews.ts';
import type { Client } from '../prisma/database.ts';
import { journal } from '../prisma/journal.ts';
import { orders } from '../prisma/orders.ts';
import type { StoredOrder } from '../prisma/orders.ts';
import { shops } from '../prisma/shops.ts';
import type { Caller } from './auth.ts';
import { nowOf } from './clock.ts';
import type { Dependencies } from './dependencies.ts';

/** A review and all there is to decide it on. */
export interface ReviewBrief {
  readonly review: CreditReview;
  readonly application: CreditApplication;
  readonly documents: readonly DocumentFacts[];
  /** The language staff of the shop read. */
  readonly locale: string;
}

/** A review the caller may see. Throws `Refusal('credit_review_not_found')`, also for a shop that is not the key's. */
export async function visibleReview(
  client: Client,
  { shop }: Pick<Caller, 'shop'>,
  id: string,
): Promise<CreditReview> {
  const review = await creditReviews(client).find(id);
  if (!review || (shop !== undefined && review.shop !== shop))
    throw new Refusal('credit_review_not_found', { id });
  return review;
}

/** What reviews are decided on, as it is now, in their order. */
export async function reviewBriefs(client: Client, reviews: readonly CreditReview[]): Promise<ReviewBrief[]> {
  return Promise.all(
    reviews.map(async (review) => {
      const application = await creditApplications(client).find(review.applicationId);
      if (!application) throw new Error(`review ${review.id} is of an application that is not there`);
      const documents = await creditDocuments(client).ofOrder(review.orderId);
      const shop = await shops(client).find(review.shop);
      return { review, application, documents, locale: shop?.locale ?? 'en' };
    }),
  );
}

interface LateDecision {
  readonly review: CreditReview;
  readonly order: StoredOrder;
  readonly decision: 'approved' | 'declined';
  readonly note: string;
  readonly key: string;
  /** The machine's. */
  readonly now: string;
}

/** Writes down a decision about an order that is over: it is void, and the journal says so (rules.md 20). */
export async function decideTooLate(
  { database }: Pick<Dependencies, 'database'>,
  late: LateDecision,
): Promise<void> {
  const { review, order, decision, note, key } = late;
  const at = nowOf(order, late.now);
  await database.transaction(async (client) => {
    await orders(client).lock(order.id);
    const verdict = { decision, counted: false, note, decidedBy: key, decidedAt: at };
    if (!(await creditReviews(client).decide(review.id, verdict)))
      throw new Refusal('credit_review_decided', { id: review.id });
    const facts = { application: review.applicationId, review: review.id, decision, status: order.status };
    await journal(client).write(order.id, [
      { at, kind: 'credit_decided', reason: 'void', actor: 'staff', facts },
    ]);
  });
}
