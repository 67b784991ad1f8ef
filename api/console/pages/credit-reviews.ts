import { reviewsPage as renderReviews } from '../../../console/staff/credit-reviews/reviews-page.ts';
import { creditReviewsWords } from '../../../console/staff/words/credit-reviews.ts';
import { CreditReview } from '../../schemas/credit.ts';
import { filtersIn } from '../filters-in.ts';
import { readList } from '../read-list.ts';
import { readerOf } from '../reader-of.ts';
import type { StaffPage } from '../staff-page.ts';

/** Applications that lie with a person; those that wait first. */
export const creditReviewsPage: StaffPage = {
  path: '/credit-reviews',
  scope: 'staff',
  menu: 'reviews',
  show: async (visit) => {
    const query = filtersIn(visit.query, ['state', 'orderId', 'cursor'], { state: 'open' });
    const [reader, { data: entries, ...list }] = await Promise.all([
      readerOf(visit),
      readList(visit, '/v1/credit-reviews', CreditReview, { query }),
    ]);
    const main = renderReviews({ entries, ...list, query }, reader);
    return { title: creditReviewsWords[visit.locale].title, main };
  },
};
