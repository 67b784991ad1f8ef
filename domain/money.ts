/** An amount of money in minor units (cents, fen) of one ISO 4217 currency. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/** The largest amount, and the largest sum of amounts, an order may have (api.md): 10^12 minor units. */
export const LARGEST_AMOUNT = 1_000_000_000_000;

/** `amount` minor units of `currency`. */
export function money(amount: number, currency: string): Money {
  return { amount, currency };
}

/**
 * How many decimals people write of a currency: its minor unit is the last of them (JPY 0, CNY 2, KWD 3; ISO 4217 by way of `Intl`).
 * Throws a `RangeError` where `currency` is no currency code.
 */
export function minorDigits(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}
