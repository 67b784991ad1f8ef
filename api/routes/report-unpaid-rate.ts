import { unpaidReport } from '../../prisma/reports/orders.ts';
import { cohortWanted } from '../reports.ts';
import { route } from '../route.ts';
import { UnpaidRateQuery, UnpaidReport } from '../schemas/report.ts';
import { totalOf, unpaidView } from '../views/report.ts';

export const reportUnpaidRate = route({
  method: 'GET',
  url: '/v1/reports/unpaid-rate',
  scope: ['staff', 'admin'],
  summary: 'How many of the orders placed in a stretch of time were not paid, and what they tied up',
  query: UnpaidRateQuery,
  response: { 200: UnpaidReport },
  handler: async ({ query, caller, now }, { database: { client } }) => {
    const { groupBy } = query;
    const cohort = cohortWanted(query, caller, now);
    const groups = await unpaidReport(client, cohort, { grouping: groupBy, now });
    const { from, to } = cohort;
    return { from, to, groupBy, groups: groups.map(unpaidView), total: unpaidView(totalOf(groups)) };
  },
});
