import { customers } from '../../prisma/customers.ts';
import { Problem, RequestRefusal } from '../problems.ts';
import { route } from '../route.ts';
import { Customer } from '../schemas/customer.ts';
import { CustomerParams } from '../schemas/params.ts';
import { customerView } from '../views/customer.ts';

export const getCustomer = route({
  method: 'GET',
  url: '/v1/customers/:customerId',
  scope: ['orders', 'staff'],
  summary: 'A buyer',
  params: CustomerParams,
  response: { 200: Customer, 404: Problem },
  handler: async ({ params: { customerId } }, { database }) => {
    const customer = await customers(database.client).find(customerId);
    if (!customer) throw new RequestRefusal('customer_not_found', { facts: { customerId } });
    return customerView(customer);
  },
});
