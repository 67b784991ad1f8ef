import { callsPage as renderCalls } from '../../../console/staff/calls/calls-page.ts';
import { callsWords } from '../../../console/staff/words/calls.ts';
import { CallTask } from '../../schemas/call-task.ts';
import { filtersIn } from '../filters-in.ts';
import { readList } from '../read-list.ts';
import { readerOf } from '../reader-of.ts';
import type { StaffPage } from '../staff-page.ts';

/** The calls to make; those that wait for somebody first. */
export const callsPage: StaffPage = {
  path: '/calls',
  scope: 'staff',
  menu: 'calls',
  show: async (visit) => {
    const query = filtersIn(visit.query, ['state', 'orderId', 'cursor'], { state: 'open' });
    const [reader, { data: entries, ...list }] = await Promise.all([
      readerOf(visit),
      readList(visit, '/v1/call-tasks', CallTask, { query }),
    ]);
    return { title: callsWords[visit.locale].title, main: renderCalls({ entries, ...list, query }, reader) };
  },
};
