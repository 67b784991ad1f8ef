import { stateAt } from '../domain/call-tasks/call-task.ts';
import type { CallTask } from '../domain/call-tasks/call-task.ts';
import { numberToCall } from '../domain/call-tasks/number-to-call.ts';
import { durationMs, later } from '../domain/duration.ts';
import { Refusal } from '../domain/refusal.ts';
import { callBriefs } from '../prisma/call-briefs.ts';
import type { CallBrief } from '../prisma/call-briefs.ts';
import { callTasks } from '../prisma/call-tasks.ts';
import type { Client } from '../prisma/database.ts';
import { journal } from '../prisma/journal.ts';
import type { Caller } from './auth.ts';
import { nowOf } from './clock.ts';
import type { Dependencies } from './dependencies.ts';

/** A call task the caller may see, and what it is about. Throws `Refusal('call_task_not_found')`, also for a shop that is not the key's. */
export async function visibleCallTask(
  client: Client,
  { shop }: Pick<Caller, 'shop'>,
  id: string,
): Promise<CallBrief> {
  const task = await callTasks(client).find(id);
  const [brief] = task && (shop === undefined || task.shop === shop) ? await callBriefs(client, [task]) : [];
  if (!brief) throw new Refusal('call_task_not_found', { id });
  return brief;
}

/** Throws `Refusal` for a task that is over. */
export function requireToBeDone({ id, state, outcome, withdrawnReason }: CallTask): void {
  if (state === 'done') throw new Refusal('call_task_done', { id, outcome });
  if (state === 'withdrawn') throw new Refusal('call_task_withdrawn', { id, reason: withdrawnReason });
}

interface Claiming {
  readonly caller: Caller;
  readonly id: string;
  /** Who will call; the API key where nobody is named. */
  readonly by: string | undefined;
  /** The machine's. */
  readonly now: string;
}

/**
 * Gives a call task to one person for as long as the policy says; whoever comes second is refused with `already_claimed`. A buyer who
 * can't or does not want to be called any more is not: then the task is withdrawn.
 */
export async function claimCallTask(
  { database }: Pick<Dependencies, 'database'>,
  claiming: Claiming,
): Promise<CallBrief> {
  const brief = await visibleCallTask(database.client, claiming.caller, claiming.id);
  requireToBeDone(brief.task);
  const claimed = await database.transaction((client) =>
    numberToCall(brief.customer, brief.policy.calendar.region) === undefined
      ? withdraw(client, brief, claiming)
      : claim(client, brief, claiming),
  );
  const after = await visibleCallTask(database.client, claiming.caller, claiming.id);
  if (claimed) return after;
  requireToBeDone(after.task);
  const { claimExpiresAt } = after.task;
  throw new Refusal('already_claimed', { id: claiming.id, claimExpiresAt });
}

async function claim(
  client: Client,
  { task, order, policy }: CallBrief,
  claiming: Claiming,
): Promise<boolean> {
  const { caller, by = caller.apiKeyId } = claiming;
  const now = nowOf(order, claiming.now);
  const until = later(now, durationMs(policy.callTasks.claimFor));
  if (!(await callTasks(client).claim(task.id, { by, key: caller.apiKeyId, until }, now))) return false;
  const wasLeft = stateAt(task, now) === 'open' && task.claimedBy !== null;
  await journal(client).write(task.orderId, [
    { at: now, kind: 'call_task_claimed', actor: 'staff', facts: { task: task.id, until, wasLeft } },
  ]);
  return true;
}

async function withdraw(
  client: Client,
  { task, order }: CallBrief,
  { now: machineNow }: Claiming,
): Promise<false> {
  const at = nowOf(order, machineNow);
  if (await callTasks(client).withdraw(task.id, 'not_callable', at))
    await journal(client).write(task.orderId, [
      { at, kind: 'call_task_withdrawn', reason: 'not_callable', actor: 'engine', facts: { task: task.id } },
    ]);
  return false;
}
