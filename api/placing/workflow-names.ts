import type { Client } from '../../prisma/database.ts';
import { workflowIds } from '../../workflows/contract.ts';

/** What an order that went on is called: `a` becomes `a-1`, and another order may have that name (rules.md 15). */
const LIKE_ONE_THAT_WENT_ON = /-\d+$/;

/**
 * How the workflows of new orders are called: `order-<id>`, and where another order went on under that name, `order-<id>-<n>`. Reads
 * only for ids that look like one.
 */
export async function workflowNames(
  client: Client,
  orderIds: readonly string[],
): Promise<(orderId: string) => string> {
  const others = new Map<string, string>();
  for (const id of orderIds.filter((name) => LIKE_ONE_THAT_WENT_ON.test(name)))
    others.set(id, await firstFree(client, id));
  return (orderId) => others.get(orderId) ?? workflowIds.order(orderId);
}

async function firstFree(client: Client, id: string): Promise<string> {
  for (let again = 0; ; again += 1) {
    const workflowId = workflowIds.order(id, again);
    const taken = await client.order.count({ where: { workflowId, id: { not: id } } });
    if (taken === 0) return workflowId;
  }
}
