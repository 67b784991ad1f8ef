/** How many standard deviations 95 % lie within. */
const Z = 1.959964;

/** A share with the bounds it lies within at 95 % confidence; null of nothing. */
export interface ShareWithBounds {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** The share `part` of `all` with its Wilson score interval, which is right for small numbers and near 0 and 1 too. */
export function shareWithBounds(part: number, all: number): ShareWithBounds | null {
  if (all === 0) return null;
  const share = part / all;
  const spread = Z * Math.sqrt((share * (1 - share)) / all + Z ** 2 / (4 * all ** 2));
  const middle = share + Z ** 2 / (2 * all);
  const scale = 1 + Z ** 2 / all;
  return { share, low: Math.max(0, (middle - spread) / scale), high: Math.min(1, (middle + spread) / scale) };
}

/** How much larger a share is than another, with its bounds; `significant`: nothing is not within them. */
export interface Difference {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly significant: boolean;
}

/** The difference of two shares with Newcombe's interval, made of the two Wilson intervals. Null where one of them is of nothing. */
export function differenceOf(a: ShareWithBounds | null, b: ShareWithBounds | null): Difference | null {
  if (a === null || b === null) return null;
  const difference = a.share - b.share;
  const low = difference - Math.hypot(a.share - a.low, b.high - b.share);
  const high = difference + Math.hypot(a.high - a.share, b.share - b.low);
  return { difference, low, high, significant: low > 0 || high < 0 };
}

/** A mean with the bounds it lies within at 95 % confidence. */
export interface MeanWithBounds {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The mean of `values` with its normal interval, which is right for many values. Of differences within pairs it is the difference of the
 * two means with bounds that know of the pairs. Null of fewer than two: nothing says how they spread.
 */
export function meanWithBounds(values: readonly number[]): MeanWithBounds | null {
  if (values.length < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const spread = Z * Math.sqrt(squares / (values.length - 1) / values.length);
  return { mean, low: mean - spread, high: mean + spread };
}
