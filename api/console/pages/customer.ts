import { customerPage as renderCustomer } from '../../../console/staff/customers/customer-page.ts';
import { customerWords } from '../../../console/staff/words/customer.ts';
import { Customer, Standing } from '../../schemas/customer.ts';
import { Order } from '../../schemas/order.ts';
import { readList } from '../read-list.ts';
import { readerOf } from '../reader-of.ts';
import { at } from '../rest.ts';
import type { StaffPage } from '../staff-page.ts';
import { blockForm, unblockForm } from './blocking.ts';

/** A buyer: how to reach him, his standing and why, and his orders. */
export const customerPage: StaffPage = {
  path: '/customers/:customerId',
  scope: ['orders', 'staff'],
  forms: { block: blockForm(async ({ params: { customerId = '' } }) => customerId), unblock: unblockForm },
  show: async (visit) => {
    const { rest, params, query, formKey, refused, path, may, locale } = visit;
    const { customerId = '' } = params;
    const asked = { customerId, ...(query['cursor'] ? { cursor: query['cursor'] } : {}) };
    const [customer, standing, { data: orders, nextCursor }, reader] = await Promise.all([
      rest.get(at`/v1/customers/${customerId}`, Customer),
      rest.get(at`/v1/customers/${customerId}/standing`, Standing),
      readList(visit, '/v1/orders', Order, { query: asked }),
      readerOf(visit),
    ]);
    const view = { customer, standing, orders, nextCursor, query, canDecide: may('staff') };
    return {
      title: customerWords[locale].title(customer.id),
      main: renderCustomer(view, { ...reader, formKey, refused, path }),
    };
  },
};
