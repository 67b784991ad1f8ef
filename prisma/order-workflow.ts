import type { Client } from './database.ts';

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
