import { z } from 'zod';
import { webhookEndpoints } from '../../prisma/webhook-endpoints.ts';
import { Problem, RequestRefusal } from '../problems.ts';
import { NoContent, route } from '../route.ts';

export const removeWebhookEndpoint = route({
  method: 'DELETE',
  url: '/v1/webhook-endpoints/:id',
  scope: 'admin',
  summary: 'Stop telling an endpoint; what waits to be sent is not sent any more',
  params: z.object({ id: z.uuid() }),
  response: { 204: NoContent, 404: Problem },
  handler: async ({ params: { id }, caller, now }, { database }) => {
    const removed = await database.transaction((client) =>
      webhookEndpoints(client).remove(id, caller.shop, now),
    );
    if (!removed) throw new RequestRefusal('webhook_endpoint_not_found', { facts: { id } });
    return undefined;
  },
});
