import { unreachableChannels } from '../../prisma/bad-addresses.ts';
import { requireCustomer } from '../customer-access.ts';
import { Problem } from '../problems.ts';
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
  handler: async ({ params: { customerId } }, { database: { client } }) => {
    const customer = await requireCustomer(client, customerId);
    const unreachable = await unreachableChannels(client, customer);
    return {
      ...customerView(customer),
      ...(unreachable.length === 0 ? {} : { unreachable: [...unreachable] }),
    };
  },
});
