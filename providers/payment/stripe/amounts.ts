import { minorDigits } from '../../../domain/money.ts';

/** Currencies that Stripe counts in whole units (docs.stripe.com/currencies). Not ISK and UGX: those keep two decimals that must be 00. */
const WHOLE = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
/** Currencies with three decimals, the last of which must be 0. */
const THREE = new Set('bhd jod kwd omr tnd'.split(' '));
const TWO_BUT_WHOLE = new Set(['isk', 'ugx']);

/** `amount` minor units of ours as Stripe counts them; undefined where Stripe can't collect that amount exactly. */
export function toStripe(amount: number, currency: string): number | undefined {
  const code = currency.toLowerCase();
  const units = scaled(amount, digitsAtStripe(code) - minorDigits(currency));
  if (units === undefined || (THREE.has(code) && units % 10 !== 0)) return undefined;
  return TWO_BUT_WHOLE.has(code) && units % 100 !== 0 ? undefined : units;
}

/** What Stripe counts, as minor units of ours; undefined where it is no whole number of them. */
export function fromStripe(units: number, currency: string): number | undefined {
  return scaled(units, minorDigits(currency) - digitsAtStripe(currency.toLowerCase()));
}

function digitsAtStripe(code: string): number {
  if (WHOLE.has(code)) return 0;
  return THREE.has(code) ? 3 : 2;
}

function scaled(amount: number, digits: number): number | undefined {
  if (digits >= 0) return amount * 10 ** digits;
  const divisor = 10 ** -digits;
  return amount % divisor === 0 ? amount / divisor : undefined;
}
