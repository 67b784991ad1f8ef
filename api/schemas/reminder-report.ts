import { z } from 'zod';
import { reminderGroupings } from '../../prisma/reports/reminders.ts';
import { AnsweredInstant } from './fields.ts';
import { Share, cohortQuery } from './report.ts';

export const ReminderReportQuery = z.strictObject({
  ...cohortQuery,
  groupBy: z.enum(reminderGroupings).default('stage'),
});

const Tally = z.object({ orders: z.int(), paid: z.int(), conversion: Share });

export const ReminderReport = z
  .object({
    from: AnsweredInstant,
    to: AnsweredInstant,
    groupBy: z.enum(reminderGroupings),
    groups: z.array(
      z.object({
        key: z.string(),
        sent: z.int(),
        opened: z.int(),
        paidWithin24h: z.int(),
        openRate: Share,
        conversion: Share,
      }),
    ),
    reminded: Tally,
    neverReminded: Tally,
  })
  .meta({ id: 'ReminderReport' });
