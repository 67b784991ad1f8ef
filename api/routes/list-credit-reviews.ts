import { z } from 'zod';
import { reviewStates } from '../../domain/credit/application.ts';
import { creditReviews } from '../../prisma/credit-reviews.ts';
import { reviewBriefs } from '../credit-reviews.ts';
import { listOf, listPage, pageOf, pageQuery } from '../cursor.ts';
import { route } from '../route.ts';
import { CreditReview } from '../schemas/credit.ts';
import { OutsideId } from '../schemas/fields.ts';
import { creditReviewView } from '../views/credit-review.ts';

/** The review a page ended with. */
const Position = z.strictObject({ openedAt: z.iso.datetime(), id: z.uuid() });

export const listCreditReviews = route({
  method: 'GET',
  url: '/v1/credit-reviews',
  scope: 'staff',
  summary: 'Applications that lie, or lay, with a person, oldest first',
  query: z.strictObject({
    ...pageQuery,
    orderId: OutsideId.optional(),
    state: z.enum(reviewStates).optional(),
  }),
  response: { 200: listOf(CreditReview) },
  handler: async ({ query: { limit, cursor, ...filter }, caller }, { database: { client } }) => {
    const page = pageOf({ limit, cursor }, Position);
    const narrowed = { ...filter, shop: caller.shop };
    const load = async (take: number) =>
      reviewBriefs(client, await creditReviews(client).list(narrowed, { after: page.after, limit: take }));
    return listPage(page, load, {
      view: creditReviewView,
      position: ({ review: { openedAt, id } }) => ({ openedAt, id }),
    });
  },
});
