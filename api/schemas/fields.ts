import { z } from 'zod';
import { LARGEST_AMOUNT } from '../../domain/money.ts';

/** An id from outside (rules.md 9). It goes into workflow ids and addresses. */
export const OutsideId = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/,
    'must be 1 to 64 letters, digits, or . _ : - and begin with a letter or digit',
  );

/** An ISO 4217 code. */
export const Currency = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as CNY');

/** An amount in minor units, nothing at least. */
export const Amount = z.int().min(0).max(LARGEST_AMOUNT);

/** Money as api.md has it. */
export const Money = z.strictObject({ amount: Amount, currency: Currency });

/** An instant with its offset, taken in any zone and handed on in UTC. Years from 1970 to 9999: what the database can hold. */
export const Instant = z.iso
  .datetime({ offset: true, error: 'must be an instant such as 2026-11-23T09:30:00Z' })
  .transform((text) => Date.parse(text))
  .refine((ms) => ms >= 0 && ms <= Date.UTC(9999, 11, 31), 'must be from 1970 to 9999')
  .transform((ms) => new Date(ms).toISOString());

/** An instant in an answer: ISO 8601 UTC. */
export const AnsweredInstant = z.iso.datetime();

/** A person's words about something. */
export const Note = z.string().trim().min(1).max(2_000);

/** A BCP 47 language tag. */
export const Locale = z.string().max(35).refine(isLocale, 'must be a language tag such as zh-CN or en');

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
