import { isClosed } from '../../../domain/order/status.ts';
import { html, type Html } from '../../html.ts';
import { priceText } from '../kit/money.ts';
import { table } from '../kit/table.ts';
import { whenShort } from '../kit/when.ts';
import type { Reader } from '../reader.ts';
import type { Order } from '../rest-shapes.ts';
import { kitWords } from '../words/kit.ts';
import { ordersWords } from '../words/orders.ts';
import { orderBadge } from './order-badge.ts';

/** Orders as rows, each leading to its page. The buyer's own page leaves the buyer out. */
export function ordersTable(
  orders: readonly Order[],
  reader: Reader,
  { withBuyer = true }: { readonly withBuyer?: boolean } = {},
): Html {
  const { locale, timeZone } = reader;
  const { columns, caption, empty } = ordersWords[locale];
  const buyer = {
    head: columns.buyer,
    cell: ({ customerId }: Order) => html`<a href="${customerHref(customerId)}">${customerId}</a>`,
  };
  return html`${table<Order>({
    caption,
    empty,
    rows: orders,
    columns: [
      { head: columns.order, cell: ({ id }) => html`<a href="${orderHref(id)}">${id}</a>` },
      { head: columns.status, cell: ({ status }) => orderBadge(status, locale) },
      ...(withBuyer ? [buyer] : []),
      { head: columns.total, cell: ({ total }) => priceText(total, locale), isNumber: true },
      { head: columns.due, cell: (order) => dueText(order, reader), isNumber: true },
      { head: columns.placed, cell: ({ placedAt }) => whenShort(placedAt, reader) },
      { head: columns.deadline, cell: (order) => deadlineOf(order, reader) },
      { head: columns.shop, cell: ({ shop }) => shop },
    ],
  })}
  ${orders.length > 0 && html`<p class="fine">${kitWords[locale].zone(timeZone)}</p>`}`;
}

export function orderHref(id: string): string {
  return `/console/orders/${encodeURIComponent(id)}`;
}

export function customerHref(id: string): string {
  return `/console/customers/${encodeURIComponent(id)}`;
}

function dueText(order: Order, { locale }: Reader): string | undefined {
  return awaitsMoney(order) ? priceText(order.amountDue, locale) : undefined;
}

function deadlineOf(order: Order, reader: Reader): Html | undefined {
  return order.deadline !== null && awaitsMoney(order) ? whenShort(order.deadline, reader) : undefined;
}

/** What is due, and until when, is of interest only while it can still come. */
function awaitsMoney({ status, amountDue }: Order): boolean {
  return amountDue.amount > 0 && !isClosed(status);
}
