import { customers } from '../../prisma/customers.ts';
import { route } from '../route.ts';
import { Customer, CustomerSettings } from '../schemas/customer.ts';
import { CustomerParams } from '../schemas/params.ts';
import { customerView } from '../views/customer.ts';

export const putCustomer = route({
  method: 'PUT',
  url: '/v1/customers/:customerId',
  scope: ['orders', 'staff'],
  summary: 'Create or change a buyer; fields left out stay',
  params: CustomerParams,
  body: CustomerSettings,
  idempotency: 'sealed',
  response: { 200: Customer },
  handler: async ({ params: { customerId }, body }, { database }) =>
    customerView(await customers(database.client).put(customerId, body)),
});
