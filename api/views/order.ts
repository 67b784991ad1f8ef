import type { Order } from '../../domain/order/order.ts';
import { money } from '../../domain/money.ts';
import { isClosed } from '../../domain/order/status.ts';
import { helpFor, helpText } from '../../domain/payment/failure-help.ts';
import { creditView, offerView } from './credit.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { present } from './present.ts';
import { shipmentView } from './shipment.ts';

/** An order as api.md has it. What only reading it may add (its journal) is the route's to add. */
export function orderView(order: Order & Partial<Pick<StoredOrder, 'row' | 'rewards'>>) {
  const { currency } = order;
  return {
    id: order.id,
    shop: order.shop,
    workflowId: order.workflowId,
    status: order.status,
    revision: order.revision,
    customerId: order.customerId,
    lines: order.lines.map(({ unitPrice, ...line }) => ({ ...line, unitPrice: money(unitPrice, currency) })),
    total: money(order.total, currency),
    amountPaid: money(order.amountPaid, currency),
    financed: money(order.financed, currency),
    amountRefunded: money(order.amountRefunded, currency),
    amountDue: money(order.amountDue, currency),
    hold: order.hold,
    kind: order.kind,
    channel: order.channel,
    paymentMethod: order.paymentMethod,
    placedAt: order.placedAt,
    deadline: order.deadline,
    releaseAt: order.releaseAt,
    policy: order.policy,
    remindersSent: order.remindersSent,
    payment: paymentView(order),
    offers: (order.offers ?? []).map((offer) => offerView(offer, currency)),
    rewards: [...(order.rewards ?? [])],
    ...(order.credit ? { credit: creditView(order.credit, currency) } : {}),
    ...present({
      nextReminderAt: order.nextReminderAt,
      possibleDuplicateOf: order.possibleDuplicateOf,
      mergedInto: order.mergedInto,
      supersededBy: order.supersededBy,
      closedReason: order.closedReason,
      promise: promiseView(order),
      shipment: order.row && shipmentView({ ...order, row: order.row }),
    }),
  };
}

/** Where the money stands; after a failed attempt the provider's code and what the buyer can do about it. */
function paymentView({
  paymentState: state,
  failureCode: code,
}: Pick<Order, 'paymentState' | 'failureCode'>) {
  if (state !== 'failed' || code === null) return { state };
  const { what, advice } = helpText(helpFor(code), 'en');
  return { state, failure: { code, help: [what, ...advice].join(' ') } };
}

/** When it ships and arrives; nothing for an order that is off. A new order has been promised nothing yet. */
export function promiseView({ status, row }: Pick<Order, 'status'> & Partial<Pick<StoredOrder, 'row'>>) {
  if (!row || isClosed(status) || row.promiseShipsOn === null || row.promiseArrivesOn === null)
    return undefined;
  return { shipsOn: row.promiseShipsOn, arrivesOn: row.promiseArrivesOn };
}
