import { agendaOf } from '../domain/order/agenda.ts';
import { durationMs, later } from '../domain/duration.ts';
import type { OrderState } from '../domain/order/state.ts';
import { isOpen, isTerminal } from '../domain/order/status.ts';
import type { JournalEntry } from '../domain/journal.ts';
import type { Policy } from '../domain/policy/schema.ts';
import { callTasks } from '../prisma/call-tasks.ts';
import type { Client } from '../prisma/database.ts';
import { journal } from '../prisma/journal.ts';
import { messageQueue } from '../prisma/message-queue.ts';
import { orders } from '../prisma/orders.ts';
import type { OrderChanges, StoredOrder } from '../prisma/orders.ts';
import { openSessions } from '../prisma/open-sessions.ts';
import { policyVersion } from '../prisma/policies-of-orders.ts';
import type { Dependencies } from './dependencies.ts';

/** The order a step is about, and the workflow's clock: activities never read one of their own. */
export interface StepInput {
  readonly orderId: string;
  readonly now: string;
}

/** One step of one order inside its transaction: buyer and order are locked, everything read is as it is now. */
export interface OrderStep {
  readonly client: Client;
  readonly now: string;
  readonly policy: Policy;
  readonly dependencies: Dependencies;
  /** The order as this step has left it so far. */
  order(): StoredOrder;
  change(changes: OrderChanges): Promise<StoredOrder>;
  /** Writes to the journal at the step's instant, when the step is done. */
  tell(entry: Omit<JournalEntry, 'at' | 'actor'> & { readonly actor?: JournalEntry['actor'] }): void;
  /** Does this after the commit. It may fail or never happen: the relay does again what a row still asks for. */
  afterwards(work: () => Promise<void>): void;
}

/**
 * Runs one step of an order: locks buyer and order (rules.md 1), does `work`, writes the journal and commits, all in one
 * transaction; then starts what the step asked for. Answers what `work` answers, and the order's new state.
 */
export async function orderStep<T>(
  dependencies: Dependencies,
  { orderId, now }: StepInput,
  work: (step: OrderStep) => Promise<T>,
): Promise<{ readonly result: T; readonly state: OrderState }> {
  const later: (() => Promise<void>)[] = [];
  const done = await dependencies.database.transaction(async (client) => {
    const found = await orders(client).lock(orderId);
    if (!found) throw new Error(`no order ${orderId}`);
    const policy = await policyVersion(client, found.policy);
    const { step, entries } = beginStep({ client, now, policy, dependencies, found, later });
    const result = await work(step);
    if (found.status === 'awaiting_payment') await withdrawCalls(step);
    await journal(client).write(orderId, entries);
    return { result, state: await stateOf(client, step.order(), policy, now) };
  });
  for (const work of later) await attempt(dependencies, orderId, work);
  return done;
}

/** There is nothing to call about once an order no longer awaits payment, whichever step has changed that (rules.md 26). */
async function withdrawCalls(step: OrderStep): Promise<void> {
  const { id, status } = step.order();
  if (status === 'awaiting_payment') return;
  for (const task of await callTasks(step.client).withdrawOfOrder(id, 'not_awaiting_payment', step.now))
    step.tell({
      kind: 'call_task_withdrawn',
      reason: 'not_awaiting_payment',
      facts: { task: task.id, status },
    });
}

interface Begin extends Pick<OrderStep, 'client' | 'now' | 'policy' | 'dependencies'> {
  readonly found: StoredOrder;
  readonly later: (() => Promise<void>)[];
}

function beginStep({ client, now, policy, dependencies, found, later: afterCommit }: Begin) {
  let current = found;
  const entries: JournalEntry[] = [];
  const step: OrderStep = {
    client,
    now,
    policy,
    dependencies,
    order: () => current,
    change: async (changes) => (current = await orders(client).change(current, changes)),
    tell: ({ actor = 'engine', ...entry }) => entries.push({ at: now, actor, ...entry }),
    afterwards: (work) => afterCommit.push(work),
  };
  return { step, entries };
}

async function attempt({ log }: Dependencies, orderId: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.warn({ orderId, error: String(error) }, 'left to the relay');
  }
}

/** The snapshot a workflow keeps of its order (domain/order/state.ts). */
export async function stateOf(
  client: Client,
  order: StoredOrder,
  policy: Policy,
  now: string,
): Promise<OrderState> {
  const agenda = agendaOf({
    ...order,
    reminders: order.plan ?? [],
    undeliveredSince: await messageQueue(client).waitingSince(order.id),
    sessionsLeftOpen: !isOpen(order.status) && (await openSessions(client).anyPayable(order.id, now)),
    processingSince: order.row.processingSince?.toISOString() ?? null,
    pendingAlertAt: pendingAlertAt(order, policy),
    pausedUntil: pausedUntil(order, policy),
    askedAt: order.row.askedAt?.toISOString() ?? null,
    watchUntil: order.row.watchUntil?.toISOString() ?? null,
  });
  return { ...snapshotOf(order), agenda, over: !isToBePaid(order) && agenda.length === 0 };
}

function snapshotOf({ id: orderId, workflowId, status, revision, version, ...order }: StoredOrder) {
  const { deadline, amountDue, currency, remindersSent, closedReason } = order;
  const identity = { orderId, workflowId, status, revision, version };
  return { ...identity, deadline, amountDue, currency, remindersSent, closedReason };
}

/** Whether money is still to come: it can change its mind until then, also one that is paid at the door. */
function isToBePaid({ status, amountDue }: StoredOrder): boolean {
  return isOpen(status) || (!isTerminal(status) && amountDue > 0);
}

/** A pending payment is brought to a person once, `pendingWait` after the deadline, or after it began where there is none (rules.md 16). */
function pendingAlertAt({ deadline, row }: StoredOrder, policy: Policy): string | null {
  const since = deadline ?? row.processingSince?.toISOString();
  if (!since || row.pendingAlertedAt) return null;
  return later(since, durationMs(policy.payment.pendingWait));
}

/** Until when an open problem holds reminders and closing: `problemPauseMax` in all (rules.md 19). */
export function pausedUntil({ row }: StoredOrder, policy: Policy): string | null {
  if (!row.pausedSince) return null;
  return later(
    row.pausedSince.toISOString(),
    durationMs(policy.payment.problemPauseMax) - Number(row.problemPauseMs),
  );
}
