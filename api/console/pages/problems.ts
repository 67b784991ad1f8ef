import { problemsPage as renderProblems } from '../../../console/staff/problems/problems-page.ts';
import { problemListWords } from '../../../console/staff/words/problem-list.ts';
import { ListedProblem } from '../../schemas/problem-report.ts';
import { filtersIn } from '../filters-in.ts';
import { readList } from '../read-list.ts';
import { readerOf } from '../reader-of.ts';
import type { StaffPage } from '../staff-page.ts';
import { resolveForm } from './resolving.ts';

/** What keeps buyers from paying; what is not resolved first. */
export const problemsPage: StaffPage = {
  path: '/problems',
  scope: ['orders', 'staff'],
  menu: 'problems',
  forms: { resolve: resolveForm((_, { order = '' }) => order) },
  show: async (visit) => {
    const { locale, formKey, refused } = visit;
    const query = filtersIn(visit.query, ['state', 'orderId', 'cursor'], { state: 'open' });
    const [reader, { data: entries, ...list }] = await Promise.all([
      readerOf(visit),
      readList(visit, '/v1/problems', ListedProblem, { query }),
    ]);
    const main = renderProblems({ entries, ...list, query }, { ...reader, formKey, refused });
    return { title: problemListWords[locale].title, main };
  },
};
