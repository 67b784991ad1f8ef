import { isTerminal } from '../../domain/order/status.ts';
import { requestNotes } from '../../prisma/request-notes.ts';
import { decideTooLate, reviewBriefs, visibleReview } from '../credit-reviews.ts';
import { askOrder, visibleOrder } from '../order-access.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { CreditReview, ReviewDecision, ReviewParams } from '../schemas/credit.ts';
import { creditReviewView } from '../views/credit-review.ts';

export const decideCreditReview = route({
  method: 'POST',
  url: '/v1/credit-reviews/:id/decide',
  scope: 'staff',
  summary: 'A person’s decision on an application; it counts while the order is open, else it is void',
  params: ReviewParams,
  body: ReviewDecision,
  response: { 200: CreditReview, 404: Problem, 409: Problem },
  handler: async ({ params: { id }, body, caller, requestId, now }, dependencies) => {
    const { client } = dependencies.database;
    const review = await visibleReview(client, caller, id);
    const order = await visibleOrder(dependencies, caller, review.orderId);
    const { decision, note, acceptDocuments: accept = [] } = body;
    const key = caller.apiKeyId;
    if (isTerminal(order.status))
      await decideTooLate(dependencies, { review, order, decision, note, key, now });
    else {
      await requestNotes(client).keep({ id: requestId, orderId: order.id, note, at: now });
      const facts = { reviewId: id, decision, key, noteId: requestId, accept };
      await askOrder(dependencies, order, { kind: 'decide_credit', requestId, ...facts });
    }
    const [brief] = await reviewBriefs(client, [await visibleReview(client, caller, id)]);
    if (!brief) throw new Error(`review ${id} is gone`);
    return creditReviewView(brief);
  },
});
