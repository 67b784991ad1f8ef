import { reviewBriefs, visibleReview } from '../credit-reviews.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { CreditReview, ReviewParams } from '../schemas/credit.ts';
import { creditReviewView } from '../views/credit-review.ts';

export const getCreditReview = route({
  method: 'GET',
  url: '/v1/credit-reviews/:id',
  scope: 'staff',
  summary: 'An application that lies, or lay, with a person, and all there is to decide it on',
  params: ReviewParams,
  response: { 200: CreditReview, 404: Problem },
  handler: async ({ params: { id }, caller }, { database: { client } }) => {
    const [brief] = await reviewBriefs(client, [await visibleReview(client, caller, id)]);
    if (!brief) throw new Error(`review ${id} is gone`);
    return creditReviewView(brief);
  },
});
