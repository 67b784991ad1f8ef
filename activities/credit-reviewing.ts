import { creditWords } from '../domain/credit/words/words.ts';
import type { ReviewReason } from '../domain/credit/application.ts';
import type { RequestOf } from '../domain/order/requests.ts';
import { isOpen } from '../domain/order/status.ts';
import { isUndecided } from '../domain/credit/application.ts';
import { creditApplications } from '../prisma/credit-applications.ts';
import type { CreditApplication } from '../prisma/credit-applications.ts';
import { creditDocuments } from '../prisma/credit-documents.ts';
import { creditReviews } from '../prisma/credit-reviews.ts';
import { requestAnswers } from '../prisma/request-answers.ts';
import { moveTo, tellResult } from './credit-progress.ts';
import type { OrderStep } from './order-step.ts';
import { accepted, refused } from './request-step.ts';
import type { RequestInput } from './request-step.ts';
import type { Answer } from '../domain/order/requests.ts';

export type DecideCredit = RequestInput & RequestOf<'decide_credit'>;

/** Puts an application before a person: a review in the queue of staff, and the buyer is told. There already, it stays there. */
export async function putBeforePerson(
  step: OrderStep,
  application: CreditApplication,
  reason: ReviewReason,
): Promise<void> {
  const { id: applicationId, orderId, shop, state } = application;
  const { locale } = await step.buyer();
  await creditReviews(step.client).open({ applicationId, orderId, shop, reason, openedAt: step.now });
  await step.change({ creditNext: null, creditNextAt: null });
  const reasons = [{ code: reason, text: creditWords(locale).review[reason] }];
  await moveTo(step, application, 'manual_review', { because: reason, reasons });
  if (state !== 'manual_review') await tellResult(step, 'review');
}

/** What to do with a person's decision: it counts while the application has no end, else it is void (rules.md 20). */
export async function takeDecision(
  step: OrderStep,
  { reviewId, decision, key, noteId, accept }: DecideCredit,
  settle: (application: CreditApplication) => Promise<void>,
): Promise<Answer> {
  const { id: orderId, status } = step.order();
  const reviews = creditReviews(step.client);
  const review = await reviews.find(reviewId);
  if (!review || review.orderId !== orderId) return refused('credit_review_not_found', { id: reviewId });
  if (review.decision !== null)
    return refused('credit_review_decided', { id: reviewId, decision: review.decision });
  const documents = await creditDocuments(step.client).ofOrder(orderId);
  const unknown = accept.find((id) => documents.every((document) => document.id !== id));
  if (unknown !== undefined) return refused('document_not_found', { id: unknown });
  await creditDocuments(step.client).accept(orderId, accept, step.now);
  const note = (await requestAnswers(step.client).note(noteId)) ?? null;
  const application = await creditApplications(step.client).find(review.applicationId);
  const counted =
    application !== undefined && isUndecided(application.state) && review.state === 'open' && isOpen(status);
  await reviews.decide(reviewId, { decision, counted, note, decidedBy: key, decidedAt: step.now });
  if (counted) await settle(application);
  else
    step.tell({
      kind: 'credit_decided',
      reason: 'void',
      actor: 'staff',
      facts: { application: review.applicationId, review: reviewId, decision, status },
    });
  return accepted;
}
