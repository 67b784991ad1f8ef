import { ACCEPT } from '../../../console/staff/credit-reviews/review-decision.ts';
import { reviewPage as renderReview } from '../../../console/staff/credit-reviews/review-page.ts';
import { facts } from '../../../console/staff/kit/facts.ts';
import { priceText } from '../../../console/staff/kit/money.ts';
import { creditReviewsWords } from '../../../console/staff/words/credit-reviews.ts';
import { CreditReview } from '../../schemas/credit.ts';
import { Order } from '../../schemas/order.ts';
import { readerOf } from '../reader-of.ts';
import { at } from '../rest.ts';
import type { Fields, FormOf, StaffPage, Visit } from '../staff-page.ts';

const reviewOf = ({ rest, params: { reviewId = '' } }: Visit) =>
  rest.get(at`/v1/credit-reviews/${reviewId}`, CreditReview);

/** One application that lies with a person: what there is to decide it on, and the decision. */
export const creditReviewPage: StaffPage = {
  path: '/credit-reviews/:reviewId',
  scope: 'staff',
  forms: { approve: decisionForm('approved'), decline: decisionForm('declined') },
  show: async (visit) => {
    const { rest, locale, formKey, refused, path } = visit;
    const review = await reviewOf(visit);
    const { shop } = await rest.get(at`/v1/orders/${review.orderId}`, Order);
    const reader = await readerOf(visit, shop);
    return {
      title: creditReviewsWords[locale].one.title(review.orderId),
      main: renderReview(review, { ...reader, formKey, refused, path }),
    };
  },
};

function decisionForm(decision: 'approved' | 'declined'): FormOf {
  return {
    scope: 'staff',
    ask: async (visit, fields) => {
      const { columns, decide: words } = creditReviewsWords[visit.locale];
      const { amount } = await reviewOf(visit);
      const given = facts([
        [columns.amount, priceText(amount, visit.locale)],
        [words.note, fields['note']],
        [words.acceptedCount, String(acceptedIn(fields).length)],
      ]);
      return decision === 'approved'
        ? { title: words.askApprove, say: words.sayApprove, given, button: words.approve }
        : { title: words.askDecline, say: words.sayDecline, given, button: words.decline };
    },
    act: async ({ rest, params: { reviewId = '' }, formKey }, fields) => {
      const body = { decision, note: fields['note'], acceptDocuments: acceptedIn(fields) };
      const writing = { body, answer: CreditReview, idempotencyKey: formKey };
      const { counted } = await rest.send(at`/v1/credit-reviews/${reviewId}/decide`, writing);
      return { said: counted === false ? 'review_void' : 'review_decided' };
    },
  };
}

function acceptedIn(fields: Fields): readonly string[] {
  return Object.keys(fields).flatMap((name) => (name.startsWith(ACCEPT) ? [name.slice(ACCEPT.length)] : []));
}
