import { Refusal } from '../domain/refusal.ts';
import { raiseAlert } from '../prisma/alerts-to-staff.ts';
import { customers } from '../prisma/customers.ts';
import type { Client } from '../prisma/database.ts';
import { standingAppeals } from '../prisma/standing-appeals.ts';
import type { AppealDecision, StandingAppeal } from '../prisma/standing-appeals.ts';
import { RequestRefusal } from './problems.ts';
import { decideStanding } from './standing.ts';

/**
 * A buyer says that his level is wrong: kept, and brought to a person. Throws `Refusal`: `nothing_to_appeal` in good standing,
 * `appeal_under_way` while one waits.
 */
export async function appeal(
  client: Client,
  customerId: string,
  { id, note, now: at }: { readonly id: string; readonly note: string; readonly now: string },
): Promise<StandingAppeal> {
  const customer = await customers(client).lock(customerId);
  if (!customer) throw new RequestRefusal('customer_not_found', { facts: { customerId } });
  const { level } = customer.standing;
  if (level === 'good') throw new Refusal('nothing_to_appeal', { customerId, level });
  const open = await standingAppeals(client).openOf(customerId);
  if (open) throw new Refusal('appeal_under_way', { appealId: open.id, since: open.at });
  await standingAppeals(client).add({ id, customerId, level, note, at });
  const facts = { appeal: id, level };
  await raiseAlert(client, {
    key: `standing_appeal/${id}`,
    kind: 'standing_appeal',
    subject: customerId,
    facts,
    at,
  });
  return found(client, id);
}

/** What a person decided: granted puts the buyer in good standing and forgets the closes before, refused leaves him as he is. */
export async function decideAppeal(
  client: Client,
  id: string,
  {
    decision,
    note,
    now: at,
  }: { readonly decision: AppealDecision; readonly note: string; readonly now: string },
): Promise<StandingAppeal> {
  const { customerId } = await found(client, id);
  await customers(client).lock(customerId);
  const before = await found(client, id);
  if (before.decision !== null)
    throw new Refusal('appeal_decided', { decision: before.decision, decidedAt: before.decidedAt });
  await standingAppeals(client).decide(id, { decision, note, at });
  if (decision === 'granted')
    await decideStanding(client, customerId, {
      to: 'good',
      because: 'appeal_granted',
      reason: note,
      now: at,
    });
  return found(client, id);
}

async function found(client: Client, id: string): Promise<StandingAppeal> {
  const known = await standingAppeals(client).find(id);
  if (!known) throw new Refusal('appeal_not_found', { appealId: id });
  return known;
}
