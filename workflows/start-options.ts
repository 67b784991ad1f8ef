import {
  TypedSearchAttributes,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  defineSearchAttributeKey,
} from '@temporalio/common';
import type { Order } from '../domain/order/order.ts';
import { ORDERS_TASK_QUEUE, workflowIds } from './contract.ts';
import type { InstalmentsStart, OrderStart, RefundStart } from './contract.ts';

/** The same workflow id never runs twice: a second start joins the first while it runs, and is refused once it is over. */
const once = {
  workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
  workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
} as const;

/** What starting an order's workflow needs to know of it. */
export type StartableOrder = Pick<
  Order,
  | 'id'
  | 'workflowId'
  | 'shop'
  | 'status'
  | 'kind'
  | 'deadline'
  | 'lines'
  | 'total'
  | 'currency'
  | 'clockOffsetMs'
> & {
  /** An HMAC of the customer's id: operators can follow a buyer, nobody can read who it is (rules.md 9). */
  readonly customerHash: string;
};

/** The order something is started for, and how far its clock is ahead. */
type OfOrder = Pick<Order, 'id' | 'clockOffsetMs'>;

/** How an order's workflow is started, whoever starts it: the API, the relay, or a message that finds none. */
export function orderStartOptions(order: StartableOrder) {
  const { id, workflowId, shop, kind, lines, total, currency } = order;
  const args: [OrderStart] = [{ orderId: id }];
  const summary = `${kind.replaceAll('_', ' ')} order, shop ${shop}, ${lines.length} lines, ${total} ${currency} (minor units)`;
  return { ...started(order, workflowId, args, summary), typedSearchAttributes: searchAttributesOf(order) };
}

/** How money for an order whose workflow is over is settled (rules.md 12); the event's id only as a hash (rules.md 9). */
export function latePaymentStartOptions(order: OfOrder, provider: string, eventHash: string) {
  const args: [OrderStart] = [{ orderId: order.id }];
  const workflowId = workflowIds.latePayment(provider, eventHash, order.id);
  return started(order, workflowId, args, `money for order ${order.id}, which is closed`);
}

/** How a refund is carried out. */
export function refundStartOptions(order: OfOrder, refundId: string) {
  const args: [RefundStart] = [{ refundId, orderId: order.id }];
  return started(order, workflowIds.refund(refundId), args, `refund for order ${order.id}`);
}

/** What follows a closed order (rules.md 27). */
export function afterClosingStartOptions(order: OfOrder) {
  const args: [OrderStart] = [{ orderId: order.id }];
  const summary = `what follows order ${order.id}, which is closed`;
  return started(order, workflowIds.winBack(order.id), args, summary);
}

/** What watches an order's instalments (rules.md 7). */
export function instalmentsStartOptions(
  order: OfOrder & Pick<StartableOrder, 'shop' | 'currency' | 'customerHash'> & Pick<Order, 'financed'>,
) {
  const { id, shop, financed, currency, customerHash } = order;
  const args: [InstalmentsStart] = [{ orderId: id }];
  const summary = `instalments of order ${id}, ${financed} ${currency} (minor units)`;
  return {
    ...started(order, workflowIds.instalments(id), args, summary),
    typedSearchAttributes: new TypedSearchAttributes([
      { key: defineSearchAttributeKey('Shop', 'KEYWORD'), value: shop },
      { key: defineSearchAttributeKey('CustomerId', 'KEYWORD'), value: customerHash },
    ]),
  };
}

/** What every start is told: once only, on the orders' queue, on the order's clock, and what it is about in plain words. */
function started<Args extends unknown[]>(
  order: OfOrder,
  workflowId: string,
  args: Args,
  staticSummary: string,
) {
  return { ...once, args, workflowId, taskQueue: ORDERS_TASK_QUEUE, staticSummary, ...clockOf(order) };
}

function searchAttributesOf({
  status,
  shop,
  customerHash,
  kind,
  deadline,
}: StartableOrder): TypedSearchAttributes {
  return new TypedSearchAttributes([
    { key: defineSearchAttributeKey('OrderStatus', 'KEYWORD'), value: status },
    { key: defineSearchAttributeKey('Shop', 'KEYWORD'), value: shop },
    { key: defineSearchAttributeKey('CustomerId', 'KEYWORD'), value: customerHash },
    { key: defineSearchAttributeKey('OrderKind', 'KEYWORD'), value: kind },
    ...(deadline === null
      ? []
      : [{ key: defineSearchAttributeKey('Deadline', 'DATETIME'), value: new Date(deadline) }]),
  ]);
}

/** A workflow of an order that was fast-forwarded starts on the order's clock (workflows/clock.ts). */
function clockOf({ clockOffsetMs }: OfOrder) {
  return clockOffsetMs === 0 ? {} : { memo: { clockOffsetMs } };
}
