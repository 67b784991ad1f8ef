import { durationMs, later } from '../duration.ts';
import { money } from '../money.ts';
import type { Money } from '../money.ts';
import type { Policy } from '../policy/schema.ts';
import type { StandingLevel } from '../validity/standing-level.ts';

/** What a buyer gets for an order he has paid. Amounts are of the order's currency; the shop honours them, Holdfast says what was promised. */
export type Reward =
  | { readonly kind: 'points'; readonly points: number }
  | {
      readonly kind: 'coupon';
      readonly code: string;
      readonly amount: Money;
      readonly validUntil: string;
      readonly scope: CouponScope;
    }
  | {
      readonly kind: 'spend_more';
      readonly from: Money;
      readonly amount: Money;
      readonly validUntil: string;
    }
  | { readonly kind: 'accessories'; readonly skus: string[] }
  | { readonly kind: 'share'; readonly points: number };

/** What a coupon is good for: goods of this shop, with one of these tags where there are any, from this amount on. */
export interface CouponScope {
  readonly shop: string;
  readonly tags: string[];
  readonly from: Money;
}

/** What rewards follow from: the shop's own orders of this buyer, the one that was just paid among them. */
export interface RewardFacts {
  /** Paid orders within `rewards.recentWithin`: how often. */
  readonly recentOrders: number;
  /** What was paid for them and kept: how much, in minor units. */
  readonly recentSpent: number;
  readonly standing: StandingLevel;
  /** Whether an order of his was ever closed unpaid, in any shop. */
  readonly everUnpaid: boolean;
  /** SKUs with a tag of the goods he bought, which can be sold, and which are not among them. */
  readonly accessories: readonly string[];
}

export interface RewardedOrder {
  readonly shop: string;
  readonly currency: string;
  readonly total: number;
}

/** Whether a buyer is important: he has spent that much, or bought that often, lately (recency, frequency and money). */
export function isImportant(
  { recentOrders, recentSpent }: Pick<RewardFacts, 'recentOrders' | 'recentSpent'>,
  { importantMonetary, frequentOrders }: Policy['rewards'],
): boolean {
  return recentSpent >= importantMonetary || recentOrders >= frequentOrders;
}

/** Whether he has good credit with us: in good standing, and never an order that he did not pay. */
export function hasGoodCredit({
  standing,
  everUnpaid,
}: Pick<RewardFacts, 'standing' | 'everUnpaid'>): boolean {
  return standing === 'good' && !everUnpaid;
}

/**
 * The rewards of an order that was paid at `now` (product.md section 8). Important buyers: points and a coupon. Others: a reward for
 * spending more, and accessories that match. Good credit, on top: a reward for sharing. What the policy sets to nothing is left out, and an
 * order that cost nothing earns nothing.
 */
export function rewardsFor(
  order: RewardedOrder,
  facts: RewardFacts,
  terms: { readonly policy: Policy['rewards']; readonly now: string; readonly newCode: () => string },
): readonly Reward[] {
  const { policy } = terms;
  if (!policy.enabled || order.total === 0) return [];
  const own = isImportant(facts, policy) ? forImportant(order, terms) : forOthers(order, facts, terms);
  const shares = hasGoodCredit(facts) && policy.sharePoints > 0;
  return shares ? [...own, { kind: 'share', points: policy.sharePoints }] : own;
}

type Terms = Parameters<typeof rewardsFor>[2];

function forImportant({ shop, currency }: RewardedOrder, { policy, now, newCode }: Terms): readonly Reward[] {
  const rewards: Reward[] = [];
  const { points, couponAmount, couponValid, couponTags, couponFrom } = policy;
  if (points > 0) rewards.push({ kind: 'points', points });
  if (couponAmount > 0)
    rewards.push({
      kind: 'coupon',
      code: newCode(),
      amount: money(couponAmount, currency),
      validUntil: later(now, durationMs(couponValid)),
      scope: { shop, tags: [...couponTags], from: money(couponFrom, currency) },
    });
  return rewards;
}

function forOthers(
  { currency }: RewardedOrder,
  { accessories }: RewardFacts,
  { policy, now }: Terms,
): readonly Reward[] {
  const rewards: Reward[] = [];
  const { spendMoreFrom, spendMoreAmount, spendMoreValid } = policy;
  if (spendMoreAmount > 0)
    rewards.push({
      kind: 'spend_more',
      from: money(spendMoreFrom, currency),
      amount: money(spendMoreAmount, currency),
      validUntil: later(now, durationMs(spendMoreValid)),
    });
  if (accessories.length > 0) rewards.push({ kind: 'accessories', skus: [...accessories] });
  return rewards;
}
