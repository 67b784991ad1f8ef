import { randomBytes } from 'node:crypto';
import { durationMs, later } from '../domain/duration.ts';
import { rewardsFor } from '../domain/rewards/rewards.ts';
import type { Reward } from '../domain/rewards/rewards.ts';
import { rewardFacts } from '../prisma/rewards.ts';
import type { OrderStep } from './order-step.ts';

/** Gives the order its rewards, once, in the step in which it became paid (product.md section 8). */
export async function giveRewards(step: OrderStep): Promise<void> {
  const order = step.order();
  const { rewards: policy } = step.policy;
  if (!policy.enabled || order.total === 0 || order.rewards.length > 0) return;
  const facts = await rewardFacts(step.client, {
    ...order,
    skus: order.lines.map(({ sku }) => sku),
    since: later(step.now, -durationMs(policy.recentWithin)),
    most: policy.accessories,
  });
  const rewards = rewardsFor(order, facts, { policy, now: step.now, newCode });
  if (rewards.length === 0) return;
  step.changeLater({ rewards: [...rewards] });
  const { recentOrders, recentSpent } = facts;
  for (const reward of rewards)
    step.tell({
      kind: 'reward_given',
      reason: reward.kind,
      facts: { ...withoutCode(reward), recentOrders, recentSpent },
    });
}

/** Takes the order's rewards back: its money went back before it was shipped (rules.md 17). */
export function revokeRewards(step: OrderStep): void {
  const { rewards } = step.order();
  const given = rewards.filter(({ revokedAt }) => revokedAt === undefined);
  if (given.length === 0) return;
  step.changeLater({ rewards: rewards.map((reward) => ({ revokedAt: step.now, ...reward })) });
  step.tell({ kind: 'rewards_revoked', reason: 'refunded', facts: { kinds: given.map(({ kind }) => kind) } });
}

/** A coupon's code is the buyer's: it is no fact of a journal that others read. */
function withoutCode(reward: Reward): Omit<Reward, 'code'> {
  if (reward.kind !== 'coupon') return reward;
  const { code: _, ...facts } = reward;
  return facts;
}

/** A code nobody can guess, of letters and digits that are not taken for one another. */
function newCode(): string {
  const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  return [...randomBytes(12)].map((byte) => alphabet.charAt(byte % alphabet.length)).join('');
}
