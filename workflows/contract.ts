import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Answer, OrderRequest, RequestKind, RequestOf } from '../domain/order/requests.ts';
import type { DuesState } from '../domain/credit/dues-state.ts';
import type { OrderState } from '../domain/order/state.ts';

export type {
  Answer,
  OrderRequest,
  RequestKind,
  RequestOf,
  RequestedBy,
  Requests,
} from '../domain/order/requests.ts';

/** Order workflows, their timers and their database steps (local activities). */
export const ORDERS_TASK_QUEUE = 'holdfast-orders';
/** Calls to payment and credit providers. An own queue, so that a slow provider never keeps orders waiting. */
export const OUTSIDE_TASK_QUEUE = 'holdfast-outside';
/** Messages on their way out: a slow mail server or SMS gateway never keeps a payment provider's call waiting. */
export const MESSAGES_TASK_QUEUE = 'holdfast-messages';

/**
 * Workflow ids. `again` counts how often the order was taken up again (rules.md 15). Late money is settled once per order: it may follow
 * one that was replaced to another that is over as well. `afterDelivery` carries out one request to a delivered order whose own workflow has ended.
 */
export const workflowIds = {
  order: (orderId: string, again = 0) => (again === 0 ? `order-${orderId}` : `order-${orderId}-${again}`),
  latePayment: (provider: string, eventHash: string, orderId: string) =>
    `late-payment-${provider}-${eventHash}-${orderId}`,
  refund: (refundId: string) => `refund-${refundId}`,
  afterDelivery: (requestId: string) => `after-delivery-${requestId}`,
  winBack: (orderId: string) => `win-back-${orderId}`,
  instalments: (orderId: string) => `instalments-${orderId}`,
} as const;

/** What may run beside an order and has a clock of its own (rules.md 8). */
export function companionsOf(orderId: string): readonly string[] {
  return [workflowIds.winBack(orderId), workflowIds.instalments(orderId)];
}

export interface OrderStart {
  readonly orderId: string;
  /** Handed over by continue-as-new; absent at the first start. */
  readonly state?: OrderState;
  /** After so many messages it goes on in a fresh history; 2,000 where nothing is said (rules.md 9). */
  readonly freshAfter?: number;
}

/** A refund and the order it belongs to. */
export interface RefundStart {
  readonly refundId: string;
  readonly orderId: string;
}

/** What watches an order's instalments. */
export interface InstalmentsStart {
  readonly orderId: string;
}

/** How an order's workflow ended: a result, never a failure. */
export interface OrderOutcome {
  readonly orderId: string;
  readonly status: OrderState['status'];
  readonly reason: string | null;
}

/** One update per kind of request, named by it, so that a history reads by itself. */
export const updates = {
  cancel: defineUpdate<Answer, [OrderRequest]>('cancel'),
  change_lines: defineUpdate<Answer, [OrderRequest]>('change_lines'),
  extend: defineUpdate<Answer, [OrderRequest]>('extend'),
  change_method: defineUpdate<Answer, [OrderRequest]>('change_method'),
  report_problem: defineUpdate<Answer, [OrderRequest]>('report_problem'),
  resolve_problem: defineUpdate<Answer, [OrderRequest]>('resolve_problem'),
  ship: defineUpdate<Answer, [OrderRequest]>('ship'),
  deliver: defineUpdate<Answer, [OrderRequest]>('deliver'),
  follow_parcel: defineUpdate<Answer, [OrderRequest]>('follow_parcel'),
  refund: defineUpdate<Answer, [OrderRequest]>('refund'),
  call_outcome: defineUpdate<Answer, [OrderRequest]>('call_outcome'),
  begin_supersede: defineUpdate<Answer, [OrderRequest]>('begin_supersede'),
  end_supersede: defineUpdate<Answer, [OrderRequest]>('end_supersede'),
  apply_credit: defineUpdate<Answer, [OrderRequest]>('apply_credit'),
  add_documents: defineUpdate<Answer, [OrderRequest]>('add_documents'),
  decide_credit: defineUpdate<Answer, [OrderRequest]>('decide_credit'),
  accept_offer: defineUpdate<Answer, [OrderRequest]>('accept_offer'),
  decline_offers: defineUpdate<Answer, [OrderRequest]>('decline_offers'),
  bind_auto_debit: defineUpdate<Answer, [OrderRequest]>('bind_auto_debit'),
} as const satisfies Record<RequestKind, unknown>;

/** A payment event of this order was stored: apply what is unapplied. Carries a hash of the event's id, nothing else. */
export const paymentEventSignal = defineSignal<[{ readonly eventHash: string }]>('payment_event');
/** The order's row was changed beside its workflow: another order has replaced it. Read it again. */
export const rowChangedSignal = defineSignal('row_changed');
/** The rows of an order's instalments were changed beside what watches them: money has come, it was refunded, a card was bound. */
export const duesChangedSignal = defineSignal('instalments_changed');
/** A report of a credit bureau was stored: apply what is unapplied. Carries a hash of the event's id, nothing else. */
export const creditReportSignal = defineSignal<[{ readonly eventHash: string }]>('credit_report');
/** An update of a carrier was stored: apply what is unapplied. Carries a hash of the event's id, nothing else. */
export const parcelUpdateSignal = defineSignal<[{ readonly eventHash: string }]>('parcel_update');
/** For batch use by operators; callers who want an answer use the update. */
export const cancelSignal = defineSignal<[RequestOf<'cancel'>]>('cancel_order');
export const changeLinesSignal = defineSignal<[RequestOf<'change_lines'>]>('change_order_lines');

/** For people debugging; programs read PostgreSQL. */
export const stateQuery = defineQuery<OrderState | undefined>('state');

export const duesQuery = defineQuery<DuesState | undefined>('instalments');

/** Search attributes and their types; `CustomerId` is an HMAC (rules.md 9). */
export const searchAttributeNames = ['OrderStatus', 'Shop', 'CustomerId', 'OrderKind', 'Deadline'] as const;
