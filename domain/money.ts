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
