import { explainChanges, explainFactors } from '../../domain/credit/reasons.ts';
import { money } from '../../domain/money.ts';
import type { ReviewBrief } from '../credit-reviews.ts';
import { present } from './present.ts';

/** A review as staff see it: every factor with its points, and what would have changed a decline. */
export function creditReviewView({ review, application, documents, locale }: ReviewBrief) {
  const { product, term, amount, currency, state, score, grade, assessed, customerId } = application;
  const { id, orderId, applicationId, reason, openedAt, decision, counted, note, decidedAt } = review;
  return {
    id,
    orderId,
    customerId,
    applicationId,
    reason,
    openedAt,
    product,
    term,
    state: review.state,
    applicationState: state,
    amount: money(amount, currency),
    factors: [...explainFactors(assessed?.points ?? [], locale)],
    against: [...(assessed?.against ?? [])],
    wouldChange: [...explainChanges(assessed?.changes ?? [], { locale, currency })],
    documents: documents.map(({ id, kind, mediaType, bytes, isAccepted }) => ({
      id,
      kind,
      mediaType,
      bytes,
      accepted: isAccepted,
    })),
    ...present({
      score,
      grade,
      limit: assessed && money(assessed.limit, currency),
      exposure: assessed && money(assessed.exposure, currency),
      decision,
      counted,
      note,
      decidedAt,
    }),
  };
}
