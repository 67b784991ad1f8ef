import { recoveryReport } from '../../prisma/reports/recovery.ts';
import { cohortWanted } from '../reports.ts';
import { route } from '../route.ts';
import { RecoveryQuery, RecoveryReport } from '../schemas/credit-report.ts';
import { recoveryView, withTotal } from '../views/credit-report.ts';

export const reportRecovery = route({
  method: 'GET',
  url: '/v1/reports/recovery',
  scope: ['staff', 'admin'],
  summary: 'What offers after a declined application did: shown, taken, paid, and the money they saved',
  query: RecoveryQuery,
  response: { 200: RecoveryReport },
  handler: async ({ query, caller, now }, { database: { client } }) => {
    const { groupBy } = query;
    const cohort = cohortWanted(query, caller, now);
    const { groups, total } = withTotal(await recoveryReport(client, cohort, groupBy));
    const { from, to } = cohort;
    return { from, to, groupBy, groups: groups.map(recoveryView), total: recoveryView(total) };
  },
});
