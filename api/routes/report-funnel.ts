import { funnelReport } from '../../prisma/reports/orders.ts';
import { cohortWanted } from '../reports.ts';
import { route } from '../route.ts';
import { FunnelQuery, FunnelReport } from '../schemas/report.ts';
import { funnelView } from '../views/report.ts';

export const reportFunnel = route({
  method: 'GET',
  url: '/v1/reports/funnel',
  scope: ['staff', 'admin'],
  summary: 'How far orders came: placed, payment page opened, an attempt to pay, paid',
  query: FunnelQuery,
  response: { 200: FunnelReport },
  handler: async ({ query, caller, now }, { database: { client } }) => {
    const { groupBy } = query;
    const cohort = cohortWanted(query, caller, now);
    const groups = await funnelReport(client, cohort, groupBy ?? 'all');
    const { from, to } = cohort;
    return { from, to, groupBy: groupBy ?? null, groups: groups.map(funnelView) };
  },
});
