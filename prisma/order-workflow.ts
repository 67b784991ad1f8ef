import type { Client } from './database.ts';
import { orders } from './orders.ts';

/** The order goes on under the next id, after the workflow `from` has ended before it; where it has another already, nothing changes. */
export async function goOnUnderNextId(client: Client, orderId: string, from: string): Promise<void> {
  const to = await orders(client).nextWorkflowId({ id: orderId, workflowId: from });
  await renameWorkflow(client, orderId, { from, to });
}

/**
 * Gives an order's workflow another id, where it still has `from`: the order goes on in a workflow of its own after the first
 * has ended. Fences nothing: it says who minds the order, not what is true of it. False when it had another id already.
 */
export async function renameWorkflow(
  client: Client,
  orderId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<boolean> {
  const { count } = await client.order.updateMany({
    where: { id: orderId, workflowId: from },
    data: { workflowId: to },
  });
  return count === 1;
}
