import { moneyText } from '../../../domain/messages/money-text.ts';
import type { Difference, MeanWithBounds } from '../../../domain/reports/confidence.ts';

/** `0.744` as `74.4 %`; nothing as a dash. */
export function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? '–' : `${(100 * share).toFixed(1)} %`;
}

/** `12 of 50` as a count and what it is of all. */
export function part(count: number, all: number): string {
  return `${count} (${percent(all === 0 ? null : count / all)})`;
}

export function number(value: number, digits = 0): string {
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export function money(amount: number, currency: string): string {
  return moneyText(amount, currency, 'en');
}

/** `+1.2 points (-0.3 to +2.7)`. */
export function points(difference: Difference | null): string {
  if (difference === null) return '–';
  const { difference: value, low, high } = difference;
  const text = (share: number) => signed(100 * share, (size) => size.toFixed(1));
  return `${text(value)} points (${text(low)} to ${text(high)})`;
}

/** The same of a mean for each order, as what it comes to for `orders` of them. */
export function total(mean: MeanWithBounds | null, orders: number, text: (size: number) => string): string {
  if (mean === null) return '–';
  const all = (value: number) => signed(orders * value, text);
  return `${all(mean.mean)} (${all(mean.low)} to ${all(mean.high)})`;
}

function signed(value: number, text: (size: number) => string): string {
  const size = text(Math.abs(value));
  if (!/[1-9]/.test(size)) return size;
  return value < 0 ? `-${size}` : `+${size}`;
}
