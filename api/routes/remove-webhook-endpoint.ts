import { webhookEndpoints } from '../../prisma/webhook-endpoints.ts';
import { Problem, RequestRefusal } from '../problems.ts';
import { NoContent, route } from '../route.ts';
import { EndpointParams } from '../schemas/webhook-endpoint.ts';

export const removeWebhookEndpoint = route({
  method: 'DELETE',
  url: '/v1/webhook-endpoints/:id',
  scope: 'admin',
  summary: 'Stop telling an endpoint; what waits to be sent is not sent any more',
  params: EndpointParams,
  response: { 204: NoContent, 404: Problem },
  handler: async ({ params: { id }, caller, now }, { database }) => {
    const removed = await database.transaction((client) =>
      webhookEndpoints(client).remove(id, caller.shop, now),
    );
    if (!removed) throw new RequestRefusal('webhook_endpoint_not_found', { facts: { id } });
    return undefined;
  },
});
