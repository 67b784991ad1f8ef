import type { Client } from '@temporalio/client';
import { HOUR, MINUTE, later } from '../domain/duration.ts';
import type { Database } from '../prisma/database.ts';
import type { Violation } from '../prisma/integrity.ts';
import { mindedOrders } from '../prisma/minded-orders.ts';
import { workflowIds } from '../workflows/contract.ts';
import { reachEngine, saysWorkflowIsOver } from '../workflows/engine-errors.ts';

/** An order that is over may still have messages to hand over and sessions to close; mail is tried for an hour. */
const GOODBYE = 2 * HOUR;
/** A refund's workflow is started right after its order's step, or by the relay. */
const STARTING = 5 * MINUTE;

export interface WorkflowCheck {
  readonly client: Client;
  readonly database: Pick<Database, 'client'>;
  /** The machine's, ISO UTC. */
  readonly now: string;
}

/** What `checkWorkflows` finds, as `integrityRules` has it for the database. */
export const workflowRules = [
  {
    rule: 'orders_have_their_workflow',
    means: 'An order that waits for something has its workflow running.',
  },
  {
    rule: 'workflows_have_their_order',
    means: 'An order workflow that runs is named by an order that is not over.',
  },
  {
    rule: 'instalments_have_their_workflow',
    means: 'Instalments that are not paid off are watched.',
  },
  {
    rule: 'refunds_have_their_workflow',
    means: 'A refund on its way is being carried out.',
  },
] as const;

/**
 * Compares orders with their workflows. The engine's list lags behind it by a moment, and both go on working meanwhile, so what looks
 * wrong is looked at again, one by one, before it is told. Throws `EngineUnavailable`.
 */
export async function checkWorkflows(check: WorkflowCheck): Promise<readonly Violation[]> {
  const running = await runningOrders(check.client);
  return [
    ...(await withoutWorkflow(check, running)),
    ...(await withoutOrder(check, running)),
    ...(await withoutWatch(check)),
    ...(await withoutRefund(check)),
  ];
}

function runningOrders({ workflow }: Client): Promise<ReadonlySet<string>> {
  return reachEngine(async () => {
    const ids = new Set<string>();
    const query = `WorkflowType = 'order' AND ExecutionStatus = 'Running'`;
    for await (const { workflowId } of workflow.list({ query, pageSize: 1_000 })) ids.add(workflowId);
    return ids;
  });
}

/** Those never started are the database's to tell. */
async function withoutWorkflow(
  { client, database }: WorkflowCheck,
  running: ReadonlySet<string>,
): Promise<readonly Violation[]> {
  const orders = mindedOrders(database.client);
  const found: Violation[] = [];
  for (const { id } of (await orders.waiting()).filter(({ workflowId }) => !running.has(workflowId))) {
    const [still] = await orders.waiting(id);
    const workflow = still && (await statusOf(client, still.workflowId));
    if (still && workflow !== 'RUNNING')
      found.push(violation('orders_have_their_workflow', id, { workflowId: still.workflowId, workflow }));
  }
  return found;
}

async function withoutOrder(
  { client, database, now }: WorkflowCheck,
  running: ReadonlySet<string>,
): Promise<readonly Violation[]> {
  const orders = mindedOrders(database.client);
  const since = later(now, -GOODBYE);
  const named = await orders.namedBy([...running], since);
  const found: Violation[] = [];
  for (const workflowId of [...running].filter((id) => !named.has(id))) {
    if ((await statusOf(client, workflowId)) !== 'RUNNING') continue;
    if ((await orders.namedBy([workflowId], since)).size === 0)
      found.push(violation('workflows_have_their_order', workflowId, {}));
  }
  return found;
}

/** Those never started are the database's to tell. */
async function withoutWatch({ client, database }: WorkflowCheck): Promise<readonly Violation[]> {
  const orders = mindedOrders(database.client);
  const found: Violation[] = [];
  for (const id of await orders.payingBack()) {
    const workflow = await statusOf(client, workflowIds.instalments(id));
    if (workflow !== 'RUNNING' && (await orders.payingBack(id)).length > 0)
      found.push(violation('instalments_have_their_workflow', id, { workflow }));
  }
  return found;
}

async function withoutRefund({ client, database, now }: WorkflowCheck): Promise<readonly Violation[]> {
  const orders = mindedOrders(database.client);
  const since = later(now, -STARTING);
  const found: Violation[] = [];
  for (const { id, orderId } of await orders.pendingRefunds(since)) {
    const workflow = await statusOf(client, workflowIds.refund(id));
    if (workflow !== 'RUNNING' && (await orders.pendingRefunds(since, id)).length > 0)
      found.push(violation('refunds_have_their_workflow', id, { order: orderId, workflow }));
  }
  return found;
}

/** What the engine itself says of a workflow, without the list's lag. */
async function statusOf({ workflow }: Client, workflowId: string): Promise<string> {
  try {
    return (await reachEngine(() => workflow.getHandle(workflowId).describe())).status.name;
  } catch (error) {
    if (saysWorkflowIsOver(error)) return 'NOT_THERE';
    throw error;
  }
}

function violation(
  rule: (typeof workflowRules)[number]['rule'],
  subject: string,
  facts: Violation['facts'],
): Violation {
  return { rule, subject, facts };
}
