import type { Answer, OrderRequest } from '../domain/order/requests.ts';
import { isTerminal } from '../domain/order/status.ts';
import { Refusal } from '../domain/refusal.ts';
import { orders } from '../prisma/orders.ts';
import type { StoredOrder } from '../prisma/orders.ts';
import { requestAnswers } from '../prisma/request-answers.ts';
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

/**
 * An order that is not over, or that was asked the same under this request's id before: whose answer got lost gets it again (rules.md 10).
 * Throws `Refusal('order_not_open')`: the row says so, not the engine (rules.md 3).
 */
export async function requireNotOver(
  { database }: Pick<Dependencies, 'database'>,
  order: StoredOrder,
  requestId: string,
): Promise<StoredOrder> {
  if (!isTerminal(order.status) || (await requestAnswers(database.client).find(requestId))) return order;
  throw new Refusal('order_not_open', { orderId: order.id, status: order.status });
}

/** An order the caller may see and that is not over, for a request to it. Throws `Refusal` as the two above. */
export async function visibleOpenOrder(
  dependencies: Pick<Dependencies, 'database'>,
  { caller, requestId }: { readonly caller: Pick<Caller, 'shop'>; readonly requestId: string },
  orderId: string,
): Promise<StoredOrder> {
  return requireNotOver(dependencies, await visibleOrder(dependencies, caller, orderId), requestId);
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
  const answer = await answerOf(dependencies, order, request);
  if (!answer.accepted) throw new Refusal(answer.code, answer.facts);
  return visibleOrder(dependencies, { shop: undefined }, order.id);
}

/** What an order that is over answered before is in its row; any other is asked. */
async function answerOf(
  { database, gateway }: Dependencies,
  order: StoredOrder,
  request: OrderRequest,
): Promise<Answer> {
  const kept = isTerminal(order.status)
    ? await requestAnswers(database.client).find(request.requestId)
    : undefined;
  return kept ?? gateway.request(order, request);
}
