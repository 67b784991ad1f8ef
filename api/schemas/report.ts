import { z } from 'zod';
import { orderGroupings } from '../../prisma/reports/cohort.ts';
import { AnsweredInstant, Instant, OutsideId } from './fields.ts';

/** A day as its first instant in UTC, or an instant. */
const DayOrInstant = z.union(
  [z.iso.date().transform((day) => `${day}T00:00:00.000Z`), Instant],
  'must be a day or an instant',
);

/** The orders a report is about. */
export const cohortQuery = {
  from: DayOrInstant.optional().meta({
    description: 'Orders placed from then on; 30 days before `to` if left out.',
  }),
  to: DayOrInstant.optional().meta({ description: 'Orders placed before then; now if left out.' }),
  shop: OutsideId.optional(),
};

/** A share from 0 to 1; null of nothing. */
export const Share = z.number().min(0).max(1).nullable();

const cohort = { from: AnsweredInstant, to: AnsweredInstant };

export const UnpaidRateQuery = z.strictObject({
  ...cohortQuery,
  groupBy: z.enum(orderGroupings).default('day'),
});

export const ByHourQuery = z.strictObject({
  ...cohortQuery,
  groupBy: z.enum(['hour', 'weekday']).default('hour'),
});

const UnpaidGroup = z.object({
  key: z.string(),
  orders: z.int(),
  paid: z.int(),
  unpaid: z.int(),
  open: z.int(),
  unpaidRate: Share,
  tiedUp: z.array(z.object({ amount: z.int(), currency: z.string() })),
  stockHours: z.number(),
});

export const UnpaidReport = z
  .object({ ...cohort, groupBy: z.enum(orderGroupings), groups: z.array(UnpaidGroup), total: UnpaidGroup })
  .meta({ id: 'UnpaidReport' });

export const FunnelQuery = z.strictObject({ ...cohortQuery, groupBy: z.enum(orderGroupings).optional() });

const Step = z.object({
  step: z.enum(['placed', 'link_opened', 'attempted', 'paid']),
  orders: z.int(),
  ofPlaced: Share,
  ofStepBefore: Share,
});

export const FunnelReport = z
  .object({
    ...cohort,
    groupBy: z.enum(orderGroupings).nullable(),
    groups: z.array(z.object({ key: z.string(), steps: z.array(Step) })),
  })
  .meta({ id: 'FunnelReport' });

export const ReasonsQuery = z.strictObject(cohortQuery);

export const ReasonsReport = z
  .object({
    ...cohort,
    unpaid: z.int(),
    groups: z.array(
      z.object({
        key: z.string(),
        orders: z.int(),
        share: Share,
        failures: z.record(z.string(), z.int()).optional(),
      }),
    ),
  })
  .meta({ id: 'ReasonsReport' });

const Bounded = z.object({ share: z.number(), low: z.number(), high: z.number() }).nullable();

export const ExperimentsReport = z
  .object({
    ...cohort,
    groups: z.array(
      z.object({
        shop: z.string(),
        arm: z.string(),
        policy: z.string(),
        orders: z.int(),
        paid: z.int(),
        open: z.int(),
        conversion: Bounded,
      }),
    ),
    comparisons: z.array(
      z.object({
        shop: z.string(),
        arm: z.string(),
        against: z.string(),
        difference: z.number(),
        low: z.number(),
        high: z.number(),
        significant: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'ExperimentsReport' });

export const RfmQuery = z.strictObject({ shop: OutsideId.default('default') });

export const RfmReport = z
  .object({
    since: AnsweredInstant,
    importantMonetary: z.int(),
    frequentOrders: z.int(),
    groups: z.array(
      z.object({
        key: z.enum(['important', 'others']),
        buyers: z.int(),
        orders: z.int(),
        spent: z.int(),
        share: Share,
      }),
    ),
  })
  .meta({ id: 'RfmReport' });
