import { unpaidReport } from '../../prisma/reports/orders.ts';
import { cohortWanted } from '../reports.ts';
import { route } from '../route.ts';
import { ByHourQuery, UnpaidReport } from '../schemas/report.ts';
import { everyGroup, totalOf, unpaidView } from '../views/report.ts';

/** As keys of the report: hours `00` to `23`, weekdays `1` (Monday) to `7`. */
const keys = {
  hour: Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0')),
  weekday: ['1', '2', '3', '4', '5', '6', '7'],
} as const;

export const reportByHour = route({
  method: 'GET',
  url: '/v1/reports/by-hour',
  scope: ['staff', 'admin'],
  summary: 'The unpaid rate by the hour of day, or weekday, in which orders were placed, on the shop’s clock',
  query: ByHourQuery,
  response: { 200: UnpaidReport },
  handler: async ({ query, caller, now }, { database: { client } }) => {
    const { groupBy } = query;
    const cohort = cohortWanted(query, caller, now);
    const groups = await unpaidReport(client, cohort, { grouping: groupBy, now });
    const { from, to } = cohort;
    const every = everyGroup(groups, keys[groupBy]);
    return { from, to, groupBy, groups: every.map(unpaidView), total: unpaidView(totalOf(groups)) };
  },
});
