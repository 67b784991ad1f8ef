import { creditReport } from '../../prisma/reports/credit.ts';
import { cohortWanted } from '../reports.ts';
import { route } from '../route.ts';
import { CreditReport, CreditReportQuery } from '../schemas/credit-report.ts';
import { creditGroupView, withTotal } from '../views/credit-report.ts';

export const reportCredit = route({
  method: 'GET',
  url: '/v1/reports/credit',
  scope: ['staff', 'admin'],
  summary: 'Applications to pay later: approval, manual reviews, time to decision, overdue instalments',
  query: CreditReportQuery,
  response: { 200: CreditReport },
  handler: async ({ query, caller, now }, { database: { client } }) => {
    const { groupBy } = query;
    const cohort = cohortWanted(query, caller, now);
    const { groups, total } = withTotal(await creditReport(client, cohort, groupBy));
    const { from, to } = cohort;
    return { from, to, groupBy, groups: groups.map(creditGroupView), total: creditGroupView(total) };
  },
});
