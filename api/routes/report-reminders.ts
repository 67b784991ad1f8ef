import { reminderReport } from '../../prisma/reports/reminders.ts';
import type { OrderTally, ReminderGroup } from '../../prisma/reports/reminders.ts';
import { cohortWanted, shareOf } from '../reports.ts';
import { route } from '../route.ts';
import { ReminderReport, ReminderReportQuery } from '../schemas/reminder-report.ts';

export const reportReminders = route({
  method: 'GET',
  url: '/v1/reports/reminders',
  scope: ['staff', 'admin'],
  summary:
    'What reminders did for the orders placed in a stretch of time, beside the orders that were never reminded and paid anyway',
  query: ReminderReportQuery,
  response: { 200: ReminderReport },
  handler: async ({ query, caller, now }, { database: { client } }) => {
    const { groupBy } = query;
    const cohort = cohortWanted(query, caller, now);
    const { from, to } = cohort;
    const { groups, reminded, neverReminded } = await reminderReport(client, cohort, groupBy);
    return {
      from,
      to,
      groupBy,
      groups: groups.map(groupView),
      reminded: tallyView(reminded),
      neverReminded: tallyView(neverReminded),
    };
  },
});

function groupView(group: ReminderGroup) {
  const { sent, opened, paidWithin24h } = group;
  return { ...group, openRate: shareOf(opened, sent), conversion: shareOf(paidWithin24h, sent) };
}

function tallyView({ orders, paid }: OrderTally) {
  return { orders, paid, conversion: shareOf(paid, orders) };
}
