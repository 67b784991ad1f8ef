import type { OrderRequest } from '../domain/order/requests.ts';
import { isTerminal } from '../domain/order/status.ts';
import { Refusal } from '../domain/refusal.ts';
import { orders } from '../prisma/orders.ts';
import type { StoredOrder } from '../prisma/orders.ts';
import type { Caller } from './auth.ts';
import type { Dependencies } from './dependencies.ts';

/** An order the caller may see. Throws `Refusal('order_not_found')`, also for an order of a shop that is not the key's. */
export async function visibleOrder(
  { database }: Pick<Dependencies, 'database'>,
  { shop }: Pick<Caller, 'shop'>,
  orderId: string,
): Promise<StoredOrder> {
  const order = await orders(database.client).find(orderId);
  if (!order || (shop !== undefined && order.shop !== shop))
    throw new Refusal('order_not_found', { orderId });
  return order;
}

/** An order that is not over. Throws `Refusal('order_not_open')`: the row says so, not the engine (rules.md 3). */
export function requireNotOver(order: StoredOrder): StoredOrder {
  if (isTerminal(order.status))
    throw new Refusal('order_not_open', { orderId: order.id, status: order.status });
  return order;
}

/**
 * Asks something of an order's workflow and answers the order as it is afterwards. Throws `Refusal` with the workflow's reason, and
 * `EngineUnavailable`.
 */
export async function askOrder(
  dependencies: Dependencies,
  order: StoredOrder,
  request: OrderRequest,
): Promise<StoredOrder> {
  const answer = await dependencies.gateway.request(order, request);
  if (!answer.accepted) throw new Refusal(answer.code, answer.facts);
  return visibleOrder(dependencies, { shop: undefined }, order.id);
}
