import type { Policy } from '../policy/schema.ts';
import { shareWithBounds } from '../reports/confidence.ts';

/** Orders that ended, and those of them that were closed unpaid. */
export interface Ended {
  readonly orders: number;
  readonly unpaid: number;
}

/** What of a shop's orders is looked at: those that ended of late, and those of the time before. */
export interface UnpaidRates {
  readonly recent: Ended;
  readonly usual: Ended;
}

/**
 * Whether a shop's unpaid rate is `unpaidRateFactor` times its usual (product.md section 10), and not by chance: both rates are of
 * `unpaidRateFrom` orders at least, and the recent one lies above the usual one with 95 % confidence.
 */
export function isUnpaidRateUnusual({ recent, usual }: UnpaidRates, policy: Policy['alerts']): boolean {
  const least = policy.unpaidRateFrom;
  if (recent.orders < least || usual.orders < least) return false;
  const usualRate = usual.unpaid / usual.orders;
  const rate = shareWithBounds(recent.unpaid, recent.orders);
  return rate !== null && rate.share >= policy.unpaidRateFactor * usualRate && rate.low > usualRate;
}
