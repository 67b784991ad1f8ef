import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { Standing, StandingReason } from '../schemas/customer.ts';
import { CustomerParams } from '../schemas/params.ts';
import { decideStanding } from '../standing.ts';

export const blockCustomer = route({
  method: 'POST',
  url: '/v1/customers/:customerId/block',
  scope: 'staff',
  summary: 'Block a buyer: no orders until unblocked',
  params: CustomerParams,
  body: StandingReason,
  response: { 200: Standing, 404: Problem },
  handler: ({ params: { customerId }, body: { reason }, now }, { database }) =>
    database.transaction((client) =>
      decideStanding(client, customerId, { to: 'blocked', because: 'blocked_by_staff', reason, now }),
    ),
});
