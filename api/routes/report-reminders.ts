import { DAY, between, later } from '../../domain/duration.ts';
import { reminderReport } from '../../prisma/reports/reminders.ts';
import type { OrderTally, ReminderGroup } from '../../prisma/reports/reminders.ts';
import { RequestRefusal } from '../problems.ts';
import { route } from '../route.ts';
import { ReminderReport, ReminderReportQuery } from '../schemas/reminder-report.ts';

/** How far back a report looks where nobody says. */
const USUAL_STRETCH = 30 * DAY;

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
    const to = query.to ?? now;
    const from = query.from ?? later(to, -USUAL_STRETCH);
    if (between(from, to) < 0) {
      const errors = [{ field: 'to', in: 'query', message: 'must not be before from' } as const];
      throw new RequestRefusal('invalid_request', { errors });
    }
    const shop = caller.shop ?? query.shop;
    const { groups, reminded, neverReminded } = await reminderReport(client, { from, to, shop }, groupBy);
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

function shareOf(part: number, all: number): number | null {
  return all === 0 ? null : Math.round((part / all) * 10_000) / 10_000;
}
