import { durationMs, later } from '../domain/duration.ts';
import { defaultPolicy } from '../domain/policy/default-policy.ts';
import type { Policy } from '../domain/policy/schema.ts';
import { customers } from '../prisma/customers.ts';
import type { Customer } from '../prisma/customers.ts';
import { DEFAULT_NAME } from '../prisma/defaults.ts';
import type { Client } from '../prisma/database.ts';
import { policies } from '../prisma/policies.ts';
import { standingFacts } from '../prisma/standing-facts.ts';
import type { StandingFacts } from '../prisma/standing-facts.ts';
import { RequestRefusal } from './problems.ts';

/** A buyer's standing as it is stored, with what it stands on (product.md section 9), by the numbers of policy `default`. */
export async function standingOf(client: Client, customerId: string, now: string) {
  const customer = await customers(client).find(customerId);
  if (!customer) throw new RequestRefusal('customer_not_found', { facts: { customerId } });
  const { standing } = (await policies(client).newest(DEFAULT_NAME))?.document ?? defaultPolicy;
  const window = {
    since: later(now, -durationMs(standing.window)),
    forgiveMs: durationMs(standing.forgiveCancelWithin),
  };
  const facts = await standingFacts(client, customerId, window);
  return {
    level: customer.standing.level,
    score: scoreOf(customer, facts, standing),
    reasons: reasonsOf(customer, facts, standing),
  };
}

/** 100 without unpaid closes, 0 at as many as block; a buyer whom staff have blocked has nothing left. */
function scoreOf(
  { standing }: Customer,
  { unpaidCloses }: StandingFacts,
  { blockedAt }: Policy['standing'],
): number {
  if (standing.level === 'blocked') return 0;
  return Math.round(100 * Math.max(0, 1 - unpaidCloses / blockedAt));
}

function reasonsOf(
  { standing }: Customer,
  { unpaidCloses, paidOrders }: StandingFacts,
  { window }: Policy['standing'],
) {
  const { reason, since } = standing;
  return [
    ...(reason === null
      ? []
      : [{ code: 'set_by_staff', text: reason, ...(since === null ? {} : { at: since }) }]),
    ...(unpaidCloses === 0
      ? []
      : [{ code: 'unpaid_closes', text: `${unpaidCloses} unpaid closes within ${window}` }]),
    ...(paidOrders === 0
      ? []
      : [{ code: 'paid_orders', text: `${paidOrders} paid orders within ${window}` }]),
  ];
}

/**
 * Blocks or unblocks a buyer by a person's decision, under the buyer's lock, and answers the standing. Unblocking a buyer who is not
 * blocked changes nothing: only `blocked` is left by staff (rules.md 34).
 */
export async function decideStanding(
  client: Client,
  customerId: string,
  {
    level,
    reason,
    now,
  }: { readonly level: 'good' | 'blocked'; readonly reason: string; readonly now: string },
) {
  const customer = await customers(client).lock(customerId);
  if (!customer) throw new RequestRefusal('customer_not_found', { facts: { customerId } });
  const changes = level === 'blocked' || customer.standing.level === 'blocked';
  if (changes) await customers(client).setStanding(customerId, level, { reason, since: now });
  return standingOf(client, customerId, now);
}
