import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { Standing } from '../schemas/customer.ts';
import { CustomerParams } from '../schemas/params.ts';
import { standingOf } from '../standing.ts';

export const getStanding = route({
  method: 'GET',
  url: '/v1/customers/:customerId/standing',
  scope: ['orders', 'staff'],
  summary: 'A buyer’s record of paying',
  params: CustomerParams,
  response: { 200: Standing, 404: Problem },
  handler: ({ params: { customerId }, now }, { database }) => standingOf(database.client, customerId, now),
});
