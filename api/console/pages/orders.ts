import { ordersPage as renderOrders } from '../../../console/staff/orders/orders-page.ts';
import { orderHref } from '../../../console/staff/orders/orders-table.ts';
import { ordersWords } from '../../../console/staff/words/orders.ts';
import { Order } from '../../schemas/order.ts';
import { filtersIn } from '../filters-in.ts';
import { localInstant } from '../local-instant.ts';
import { readList } from '../read-list.ts';
import { readerOf } from '../reader-of.ts';
import type { StaffPage } from '../staff-page.ts';

const filters = ['shop', 'status', 'customerId', 'channel', 'placedAfter', 'placedBefore', 'cursor'] as const;

/** The list of orders; `?id=` opens one. */
export const ordersPage: StaffPage = {
  path: '/orders',
  scope: ['orders', 'payments', 'staff'],
  menu: 'orders',
  show: async (visit) => {
    const id = visit.query['id']?.trim();
    if (id) return { to: orderHref(id) };
    const query = filtersIn(visit.query, filters);
    const reader = await readerOf(visit, query['shop'] || undefined);
    const asked = {
      ...query,
      ...timeOf(query, 'placedAfter', reader.timeZone),
      ...timeOf(query, 'placedBefore', reader.timeZone),
    };
    const { data: orders, ...list } = await readList(visit, '/v1/orders', Order, {
      query: asked,
      typed: query,
    });
    return { title: ordersWords[visit.locale].title, main: renderOrders({ orders, ...list, query }, reader) };
  },
};

function timeOf(
  query: Readonly<Record<string, string>>,
  name: string,
  timeZone: string,
): Record<string, string> {
  const text = query[name];
  return text === undefined ? {} : { [name]: localInstant(text, timeZone) };
}
