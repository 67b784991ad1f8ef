import { durationMs, later } from '../domain/duration.ts';
import { levelAfterClose, levelAfterPayment, levelAfterTakingUp } from '../domain/standing/standing.ts';
import type { StandingLevel } from '../domain/validity/standing-level.ts';
import { standings } from '../prisma/standing.ts';
import type { StandingChangeReason } from '../prisma/standing.ts';
import type { OrderStep } from './order-step.ts';

/** The buyer's standing after an order of his was closed unpaid and it counts (rules.md 34). Part of the step that closes it. */
export async function standingAfterClose(step: OrderStep): Promise<void> {
  const others = await othersOf(step);
  if (!others) return;
  const record = { ...others, unpaidCloses: others.unpaidCloses + 1 };
  if (record.paidInRow > 0) await standings(step.client).endRow(step.order().customerId);
  const to = levelAfterClose(record, step.policy.standing);
  await changeLevel(
    step,
    { from: record.level, to, reason: 'unpaid_closes' },
    { unpaidCloses: record.unpaidCloses },
  );
}

/** The buyer's standing after an instalment of his became overdue, which its row says already. Part of that step. */
export async function standingAfterOverdue(step: OrderStep): Promise<void> {
  const record = await othersOf(step);
  if (!record) return;
  if (record.paidInRow > 0) await standings(step.client).endRow(step.order().customerId);
  const to = levelAfterClose(record, step.policy.standing);
  const { unpaidCloses, overdueInstalments } = record;
  await changeLevel(
    step,
    { from: record.level, to, reason: 'overdue_instalments' },
    { unpaidCloses, overdueInstalments },
  );
}

/** The buyer's standing after he has paid an order: two in a row go up a step. Part of the step in which it became paid. */
export async function standingAfterPayment(step: OrderStep): Promise<void> {
  const { customerId, total } = step.order();
  if (total === 0) return; // nothing was paid
  if ((await step.buyer()).standing === 'good') return;
  const counted = await standings(step.client).countPaid(customerId);
  if (!counted) return;
  const to = levelAfterPayment(counted.level, counted.paidInRow, step.policy.standing);
  await changeLevel(
    step,
    { from: counted.level, to, reason: 'paid_in_a_row' },
    { paidInRow: counted.paidInRow },
  );
}

/** The buyer's standing after an expired order was taken up again: its close no longer counts (rules.md 15). */
export async function standingAfterTakingUp(step: OrderStep): Promise<void> {
  const record = await othersOf(step);
  if (!record) return;
  const to = levelAfterTakingUp(record, step.policy.standing);
  await changeLevel(
    step,
    { from: record.level, to, reason: 'taken_up_again' },
    { unpaidCloses: record.unpaidCloses },
  );
}

/** What is counted besides the step's own order, whose row may still be as it was. */
function othersOf(step: OrderStep) {
  const { client, now, policy } = step;
  const { customerId, id: except } = step.order();
  const since = later(now, -durationMs(policy.standing.window));
  return standings(client).count(customerId, { since, except });
}

interface Change {
  readonly from: StandingLevel;
  readonly to: StandingLevel;
  readonly reason: StandingChangeReason;
}

async function changeLevel(
  step: OrderStep,
  change: Change,
  facts: Readonly<Record<string, number>>,
): Promise<void> {
  const { from, to, reason } = change;
  if (from === to) return;
  const { customerId, id: orderId } = step.order();
  const improved = reason === 'paid_in_a_row';
  const about = { customerId, orderId, actor: 'engine', at: step.now } as const;
  await standings(step.client).change({ ...about, ...change, facts, improved });
  step.tell({ kind: 'standing_changed', reason, facts: { from, to, ...facts } });
}
