import { pushSubscriptions } from '../../prisma/push-subscriptions.ts';
import { requireCustomer } from '../customer-access.ts';
import { Problem } from '../problems.ts';
import { NoContent, route } from '../route.ts';
import { PushSubscriptionRemoval } from '../schemas/inbox.ts';
import { CustomerParams } from '../schemas/params.ts';

export const deletePushSubscriptions = route({
  method: 'DELETE',
  url: '/v1/customers/:customerId/push-subscriptions',
  scope: ['orders', 'staff'],
  summary: 'Forget a browser of a buyer, by its endpoint, or all of them',
  params: CustomerParams,
  body: PushSubscriptionRemoval,
  response: { 204: NoContent, 404: Problem },
  handler: async ({ params: { customerId }, body }, { database: { client } }) => {
    await requireCustomer(client, customerId);
    await pushSubscriptions(client).remove(customerId, body.endpoint);
    return undefined;
  },
});
