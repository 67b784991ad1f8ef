import { pushSubscriptions } from '../../prisma/push-subscriptions.ts';
import { isPushEndpoint } from '../../providers/messages/push/push-endpoint.ts';
import { requireCustomer } from '../customer-access.ts';
import { Problem, RequestRefusal } from '../problems.ts';
import { route } from '../route.ts';
import { PushSubscription, StoredPushSubscription } from '../schemas/inbox.ts';
import { CustomerParams } from '../schemas/params.ts';

export const putPushSubscription = route({
  method: 'PUT',
  url: '/v1/customers/:customerId/push-subscriptions',
  scope: ['orders', 'staff'],
  summary: 'Keep a browser’s push subscription; the same browser again changes nothing',
  params: CustomerParams,
  body: PushSubscription,
  idempotency: 'sealed',
  response: { 200: StoredPushSubscription, 404: Problem },
  handler: async ({ params: { customerId }, body: { endpoint, keys }, now }, { database, pushServices }) => {
    if (!isPushEndpoint(endpoint, pushServices)) {
      const errors = [
        { field: 'endpoint', in: 'body', message: 'is not at a push service this shop sends to' } as const,
      ];
      throw new RequestRefusal('invalid_request', { errors });
    }
    return database.transaction(async (client) => {
      await requireCustomer(client, customerId);
      return { id: await pushSubscriptions(client).put(customerId, { endpoint, ...keys }, now) };
    });
  },
});
