import { LARGEST_AMOUNT, minorDigits } from '../money.ts';

/** What a bank's decimal amount is in minor units, or why it is none. Negative: money that left the account. */
export type StatementAmount = { readonly minor: number } | { readonly problem: string };

/**
 * Reads `1234.5` exactly: digits, at most one point, no thousands separators and no exponent, and no more decimals than the currency
 * has. A number is never rounded: what can't be read exactly is a problem for a person.
 */
export function readStatementAmount(text: string, currency: string): StatementAmount {
  if (!/^[A-Z]{3}$/.test(currency)) return { problem: `"${currency}" is no currency code such as CNY` };
  const match = /^([+-]?)(\d{1,13})(?:\.(\d{1,6}))?$/.exec(text);
  if (!match)
    return {
      problem: `"${text}" is no amount such as 1234.50: a point for decimals, nothing between thousands`,
    };
  const [, sign, whole = '', decimals = ''] = match;
  const digits = minorDigits(currency);
  const spare = decimals.slice(digits);
  if (/[1-9]/.test(spare))
    return { problem: `"${text}" has more than the ${digits} decimals of ${currency}` };
  const minor = Number(whole + decimals.slice(0, digits).padEnd(digits, '0'));
  if (minor > LARGEST_AMOUNT) return { problem: `"${text}" is too large` };
  return { minor: sign === '-' ? -minor : minor };
}
