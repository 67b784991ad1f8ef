import type { z } from 'zod';
import { overviewPage as renderOverview } from '../../../console/staff/overview/overview-page.ts';
import type { Waiting } from '../../../console/staff/overview/overview-page.ts';
import { overviewWords } from '../../../console/staff/words/overview.ts';
import { localDayOf, startOfDay } from '../../../domain/calendar/local-time.ts';
import type { Scope } from '../../auth.ts';
import { listOf } from '../../cursor.ts';
import { Alert } from '../../schemas/alert.ts';
import { CallTask } from '../../schemas/call-task.ts';
import { CreditReview } from '../../schemas/credit.ts';
import { ListedProblem } from '../../schemas/problem-report.ts';
import { ListedRefund } from '../../schemas/refund.ts';
import { UnpaidReport } from '../../schemas/report.ts';
import { readerOf } from '../reader-of.ts';
import type { Fields, StaffPage, Visit } from '../staff-page.ts';

/** What needs a person now. Every scope sees the part that it may read. */
export const overviewPage: StaffPage = {
  path: '/',
  scope: ['orders', 'payments', 'staff', 'admin'],
  menu: 'overview',
  show: async (visit) => {
    const reader = await readerOf(visit);
    const [alerts, problems, calls, reviews, refunds, today] = await Promise.all([
      waiting(visit, 'staff', '/v1/alerts', Alert, { acknowledged: 'false' }),
      waiting(visit, ['orders', 'staff'], '/v1/problems', ListedProblem, { state: 'open' }),
      waiting(visit, 'staff', '/v1/call-tasks', CallTask, { state: 'open' }),
      waiting(visit, 'staff', '/v1/credit-reviews', CreditReview, { state: 'open' }),
      waiting(visit, ['payments', 'staff'], '/v1/refunds', ListedRefund, { state: 'by_hand' }),
      todaysRate(visit, reader.timeZone),
    ]);
    const view = { alerts, problems, calls, reviews, refunds, today };
    return { title: overviewWords[visit.locale].title, main: renderOverview(view, reader) };
  },
};

/** The first of what waits; undefined where the key may not read it. */
async function waiting<Entry extends z.ZodType>(
  { rest, may }: Visit,
  scope: Scope | readonly Scope[],
  url: string,
  entry: Entry,
  query: Fields,
): Promise<Waiting<z.output<Entry>> | undefined> {
  if (!may(scope)) return undefined;
  const { data, nextCursor } = await rest.get(url, listOf(entry), query);
  return { entries: data, isAll: nextCursor === null };
}

/** Of the orders placed since midnight on the shop's clock. */
async function todaysRate({ rest, may, now }: Visit, timeZone: string) {
  if (!may(['staff', 'admin'])) return undefined;
  const from = new Date(startOfDay(localDayOf(now, timeZone), timeZone)).toISOString();
  return (await rest.get('/v1/reports/unpaid-rate', UnpaidReport, { from })).total;
}
