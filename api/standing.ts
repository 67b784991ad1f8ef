import { durationMs, later } from '../domain/duration.ts';
import { defaultPolicy } from '../domain/policy/default-policy.ts';
import { scoreOf } from '../domain/standing/standing.ts';
import { standingImproves, standingReasons } from '../domain/standing/words.ts';
import type { StandingLevel } from '../domain/validity/standing-level.ts';
import { customers } from '../prisma/customers.ts';
import { DEFAULT_NAME } from '../prisma/defaults.ts';
import type { Client } from '../prisma/database.ts';
import { policies } from '../prisma/policies.ts';
import { shops } from '../prisma/shops.ts';
import { standingAppeals } from '../prisma/standing-appeals.ts';
import { standings } from '../prisma/standing.ts';
import type { CountedStanding, StandingChangeReason } from '../prisma/standing.ts';
import { RequestRefusal } from './problems.ts';
import { present } from './views/present.ts';

/**
 * A buyer's standing as it is stored, with what it stands on and what improves it, in his language (product.md section 9), by the
 * numbers of policy `default`: a buyer has one standing for all shops.
 */
export async function standingOf(client: Client, customerId: string, now: string) {
  const policy = await standingPolicy(client);
  const counted = await countedStanding(client, customerId, now);
  const locale = counted.locale ?? (await shops(client).find(DEFAULT_NAME))?.locale ?? 'zh-CN';
  const appeal = await standingAppeals(client).openOf(customerId);
  return {
    level: counted.level,
    score: scoreOf(counted, policy),
    reasons: [...standingReasons(counted, policy, locale)],
    improves: [...standingImproves(counted, policy, locale)],
    ...present({ since: counted.since, appeal: appeal ? { id: appeal.id, at: appeal.at } : null }),
  };
}

async function standingPolicy(client: Client) {
  return ((await policies(client).newest(DEFAULT_NAME))?.document ?? defaultPolicy).standing;
}

async function countedStanding(client: Client, customerId: string, now: string): Promise<CountedStanding> {
  const { window } = await standingPolicy(client);
  const counted = await standings(client).count(customerId, { since: later(now, -durationMs(window)) });
  if (!counted) throw new RequestRefusal('customer_not_found', { facts: { customerId } });
  return counted;
}

/** What staff decide of a buyer's standing, and why: their words are the buyer's to read. */
export interface StandingDecision {
  readonly to: StandingLevel;
  readonly because: Extract<
    StandingChangeReason,
    'blocked_by_staff' | 'unblocked_by_staff' | 'appeal_granted'
  >;
  readonly reason: string;
  readonly now: string;
}

/**
 * Sets a buyer's level by a person's decision, under the buyer's lock, and answers the standing; closes before it no longer count.
 * Unblocking a buyer who is not blocked changes nothing: only `blocked` is left so (rules.md 34). An open appeal is answered by it.
 */
export async function decideStanding(client: Client, customerId: string, decision: StandingDecision) {
  const { to, because, reason, now: at } = decision;
  await customers(client).lock(customerId);
  const { level: from, unpaidCloses } = await countedStanding(client, customerId, at);
  const changes = because !== 'unblocked_by_staff' || from === 'blocked';
  if (changes) {
    const about = { customerId, orderId: null, actor: 'staff', at, facts: { unpaidCloses } } as const;
    const improved = to !== 'blocked';
    await standings(client).change({ ...about, from, to, reason: because, improved, staffReason: reason });
    const open = await standingAppeals(client).openOf(customerId);
    if (open && improved)
      await standingAppeals(client).decide(open.id, { decision: 'granted', note: reason, at });
  }
  return standingOf(client, customerId, at);
}
