import { z } from 'zod';
import { reminderGroupings } from '../../prisma/reports/reminders.ts';
import { AnsweredInstant, Instant, OutsideId } from './fields.ts';

/** A day as its first instant in UTC, or an instant. */
const DayOrInstant = z.union([
  z.iso.date({ error: 'must be a day or an instant' }).transform((day) => `${day}T00:00:00.000Z`),
  Instant,
]);

export const ReminderReportQuery = z.strictObject({
  from: DayOrInstant.optional().meta({
    description: 'Orders placed from then on; 30 days before `to` if left out.',
  }),
  to: DayOrInstant.optional().meta({ description: 'Orders placed before then; now if left out.' }),
  groupBy: z.enum(reminderGroupings).default('stage'),
  shop: OutsideId.optional(),
});

/** A share from 0 to 1; null of nothing. */
const Share = z.number().min(0).max(1).nullable();

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
