import { isTerminal } from '../../domain/order/status.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Database } from '../../prisma/database.ts';
import { goOnUnderNextId } from '../../prisma/order-workflow.ts';
import { orders } from '../../prisma/orders.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { EngineUnavailable, saysTaskFailed, saysWorkflowIsOver } from '../../workflows/engine-errors.ts';

/** How often a workflow that ended under a request is looked for again. */
const MOST_TRIES = 3;

/**
 * Does `work` with an order whose workflow runs or can be started. A workflow that is over although its order is not (a watch
 * that ended) hands over to one under the next id.
 */
export async function untilRunning<T>(
  database: Pick<Database, 'client'>,
  order: StoredOrder,
  work: (order: StoredOrder) => Promise<T>,
): Promise<T> {
  let current = order;
  for (let tries = 1; ; tries += 1) {
    try {
      return await work(current);
    } catch (error) {
      if (tries === MOST_TRIES) throw error;
      if (error instanceof EngineUnavailable && saysTaskFailed(error.cause)) continue;
      if (!saysWorkflowIsOver(error)) throw error;
      current = await afterItsWorkflow(database, current);
    }
  }
}

/** The order as it is now, and with the next workflow id where nobody has given it one meanwhile. */
async function afterItsWorkflow(
  { client }: Pick<Database, 'client'>,
  { id, workflowId: from }: StoredOrder,
): Promise<StoredOrder> {
  const { workflowId } = await notOver(client, id);
  if (workflowId === from) await goOnUnderNextId(client, id, from);
  return notOver(client, id);
}

async function notOver(client: Database['client'], orderId: string): Promise<StoredOrder> {
  const order = await orders(client).find(orderId);
  if (!order) throw new Refusal('order_not_found', { orderId });
  if (isTerminal(order.status)) throw new Refusal('order_not_open', { orderId, status: order.status });
  return order;
}
