import { z } from 'zod';
import { isTimeZone } from '../../domain/calendar/time-zone.ts';
import { Currency, Locale, OutsideId } from './fields.ts';

/** Larger settings of an experiment are a mistake. */
const LARGEST_EXPERIMENT = 16_000;

const TimeZone = z.string().max(64).refine(isTimeZone, 'must be a time zone such as Asia/Shanghai');
const Experiment = z
  .record(z.string(), z.json())
  .refine(
    (value) => JSON.stringify(value).length <= LARGEST_EXPERIMENT,
    `must be at most ${LARGEST_EXPERIMENT} characters`,
  );

/** What may be set of a shop; null takes a zone or an experiment away. */
export const ShopSettings = z.strictObject({
  policy: OutsideId,
  timeZone: TimeZone.nullable().optional(),
  currency: Currency.optional(),
  locale: Locale.optional(),
  experiment: Experiment.nullable().optional(),
});

export const Shop = z
  .object({
    id: z.string(),
    policy: z.string(),
    timeZone: z.string().optional(),
    currency: z.string(),
    locale: z.string(),
    experiment: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'Shop' });

export const ShopParams = z.object({ shop: OutsideId });
