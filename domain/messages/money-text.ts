import type { WordingLocale } from './locale.ts';

/** Kept because making a formatter costs a hundred times what using it does; one for each locale and currency seen. */
const formatters = new Map<string, { readonly format: (amount: number) => string }>();

/**
 * `amount` minor units of `currency` as people of `locale` write it, with as many decimals as the currency has (JPY 0, CNY 2,
 * KWD 3; ISO 4217 by way of `Intl`). Exact up to `LARGEST_AMOUNT`. Throws a `RangeError` where `currency` is no currency code.
 */
export function moneyText(amount: number, currency: string, locale: WordingLocale): string {
  const key = `${locale} ${currency}`;
  const formatter = formatters.get(key) ?? formatterFor(currency, locale);
  formatters.set(key, formatter);
  return formatter.format(amount);
}

function formatterFor(
  currency: string,
  locale: WordingLocale,
): { readonly format: (amount: number) => string } {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  // The no-break space `Intl` puts after `KWD` would turn an SMS into UCS-2.
  return { format: (amount) => format.format(amount / 10 ** digits).replaceAll('\u00A0', ' ') };
}
