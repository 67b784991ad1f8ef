import { z } from 'zod';
import { isTimeZone } from '../../domain/calendar/time-zone.ts';
import { collectedMethods } from '../../providers/payment/routing.ts';
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

/** Which provider collects each method that is paid in advance. */
const PaymentProviders = z.partialRecord(z.enum(collectedMethods), OutsideId);
/** Where bank transfers go: what a buyer types into his bank's form. */
const BankAccount = z.strictObject({
  holder: z.string().min(1).max(140),
  account: z.string().min(1).max(64),
  bank: z.string().min(1).max(140).optional(),
});

/** What may be set of a shop; null takes a zone or an experiment away. */
export const ShopSettings = z.strictObject({
  policy: OutsideId,
  timeZone: TimeZone.nullable().optional(),
  currency: Currency.optional(),
  locale: Locale.optional(),
  experiment: Experiment.nullable().optional(),
  paymentProviders: PaymentProviders.optional(),
  bankAccount: BankAccount.nullable().optional(),
});

export const Shop = z
  .object({
    id: z.string(),
    policy: z.string(),
    timeZone: z.string().optional(),
    currency: z.string(),
    locale: z.string(),
    experiment: z.record(z.string(), z.unknown()).optional(),
    paymentProviders: z.record(z.string(), z.string()).optional(),
    bankAccount: z
      .object({ holder: z.string(), account: z.string(), bank: z.string().optional() })
      .optional(),
    version: z.int(),
  })
  .meta({ id: 'Shop' });

export const ShopParams = z.object({ shop: OutsideId });

/** Who takes each method that is paid in advance; `usual`: who does where a shop names nobody. */
export const PaymentMethods = z
  .object({
    data: z.array(
      z.object({
        method: z.enum(collectedMethods),
        providers: z.array(z.string()),
        usual: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'PaymentMethods' });
