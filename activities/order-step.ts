import type { OrderState } from '../domain/order/state.ts';
import type { JournalEntry } from '../domain/journal.ts';
import type { Policy } from '../domain/policy/schema.ts';
import { buyerOf } from '../prisma/buyers.ts';
import type { Buyer } from '../prisma/buyers.ts';
import { callTasks } from '../prisma/call-tasks.ts';
import type { Client } from '../prisma/database.ts';
import { orderOf, orders } from '../prisma/orders.ts';
import type { LaterChanges, OrderChanges, StoredOrder } from '../prisma/orders.ts';
import type { PaymentNews } from '../prisma/unapplied-events.ts';
import { policyVersion } from '../prisma/policies-of-orders.ts';
import { beginStep, endStep } from '../prisma/steps.ts';
import type { StepBeginning } from '../prisma/steps.ts';
import { endCredit } from './credit-ending.ts';
import type { Dependencies } from './dependencies.ts';
import { stateOf } from './order-state.ts';
import { stepStock } from './step-stock.ts';
import type { StepStock } from './step-stock.ts';

/** The order a step is about, and the workflow's clock: activities never read one of their own. */
export interface StepInput {
  readonly orderId: string;
  readonly now: string;
}

/** One step of one order inside its transaction: buyer and order are locked, everything read is as it is now. */
export interface OrderStep extends StepStock {
  readonly client: Client;
  readonly now: string;
  readonly policy: Policy;
  readonly dependencies: Dependencies;
  /** Whether a provider session might have brought money when the step began; none is opened meanwhile. */
  readonly liveSessions: boolean;
  /** The order as this step has left it so far. */
  order(): StoredOrder;
  /** The order's buyer and shop, read once. */
  buyer(): Promise<Buyer>;
  /** Payment events that no step has applied, in the order in which they were stored; they are handed out once. */
  takeNews(): readonly PaymentNews[];
  /** Changes the order's row at once. */
  change(changes: OrderChanges): Promise<StoredOrder>;
  /** Changes the order for this step at once, and its row with the next `change` or when the step is done: no statement of its own. */
  changeLater(changes: LaterChanges): void;
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
    const begun = await beginStep(client, orderId);
    if (!begun) throw new Error(`no order ${orderId}`);
    const policy = await policyVersion(client, begun.order.policy);
    const { step, writes, settleStock } = stepOf({ client, now, policy, dependencies, begun, later });
    const result = await work(step);
    if (begun.unfinishedCalls) await withdrawCalls(step);
    await endCredit(step);
    await settleStock();
    const ending = await endStep(client, writes(), now);
    return { result, state: stateOf(step.order(), policy, ending) };
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

interface Parts extends Pick<OrderStep, 'client' | 'now' | 'policy' | 'dependencies'> {
  readonly begun: StepBeginning;
  readonly later: (() => Promise<void>)[];
}

function stepOf({ client, now, policy, dependencies, begun, later: afterCommit }: Parts) {
  const row = rowOf(client, begun.order);
  const stock = stepStock(client, now, row.order);
  const entries: JournalEntry[] = [];
  let news = begun.news;
  let buyer: Promise<Buyer> | undefined;
  const step: OrderStep = {
    client,
    now,
    policy,
    dependencies,
    liveSessions: begun.liveSessions,
    moveStock: stock.moveStock,
    moveStockAtEnd: stock.moveStockAtEnd,
    order: row.order,
    buyer: () => (buyer ??= buyerOf(client, row.order())),
    takeNews() {
      const taken = news;
      news = [];
      return taken;
    },
    change: row.change,
    changeLater: row.changeLater,
    tell: ({ actor = 'engine', ...entry }) => entries.push({ at: now, actor, ...entry }),
    afterwards: (work) => afterCommit.push(work),
  };
  return { step, writes: () => ({ ...row.left(), entries }), settleStock: stock.settle };
}

/** An order's row in a step: as it is written, and what is still to be written of it. */
function rowOf(client: Client, begun: StoredOrder) {
  let written = begun;
  let current = begun;
  let changes: LaterChanges = {};
  return {
    order: () => current,
    left: () => ({ written, changes }),
    changeLater: (more: LaterChanges): void => {
      changes = { ...changes, ...more };
      current = orderOf({ ...written.row, ...changes, version: written.version + 1 });
    },
    change: async (more: OrderChanges): Promise<StoredOrder> => {
      written = await orders(client).change(written, { ...changes, ...more });
      changes = {};
      current = written;
      return current;
    },
  };
}

async function attempt({ log }: Dependencies, orderId: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.warn({ orderId, error: String(error) }, 'left to the relay');
  }
}
