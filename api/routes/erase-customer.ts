import { eraseCustomer as erase } from '../../prisma/erasure.ts';
import { Problem, RequestRefusal } from '../problems.ts';
import { NoContent, route } from '../route.ts';
import { CustomerParams } from '../schemas/params.ts';

export const eraseCustomer = route({
  method: 'DELETE',
  url: '/v1/customers/:customerId',
  scope: ['staff', 'admin'],
  summary: 'Erase a buyer’s personal data and keep the accounts',
  params: CustomerParams,
  response: { 204: NoContent, 404: Problem },
  handler: async ({ params: { customerId }, now }, { database }) => {
    if (await database.transaction((client) => erase(client, customerId, now))) return undefined;
    throw new RequestRefusal('customer_not_found', { facts: { customerId } });
  },
});
