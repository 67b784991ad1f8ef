import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { Standing, StandingReason } from '../schemas/customer.ts';
import { CustomerParams } from '../schemas/params.ts';
import { decideStanding } from '../standing.ts';

export const unblockCustomer = route({
  method: 'POST',
  url: '/v1/customers/:customerId/unblock',
  scope: 'staff',
  summary: 'Unblock a buyer: good standing again',
  params: CustomerParams,
  body: StandingReason,
  response: { 200: Standing, 404: Problem },
  handler: ({ params: { customerId }, body: { reason }, now }, { database }) =>
    database.transaction((client) =>
      decideStanding(client, customerId, { to: 'good', because: 'unblocked_by_staff', reason, now }),
    ),
});
