import { webhookDeliveries } from '../../prisma/webhook-deliveries.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { EndpointParams, SentAgain } from '../schemas/webhook-endpoint.ts';
import { requireEndpoint } from '../webhook-endpoints.ts';

export const sendMissedWebhooksAgain = route({
  method: 'POST',
  url: '/v1/webhook-endpoints/:id/deliveries/send-again',
  scope: 'admin',
  summary:
    'Tell an endpoint at once all that it has not taken, what was given up included: once it is mended',
  params: EndpointParams,
  response: { 200: SentAgain, 404: Problem },
  handler: async ({ params: { id }, caller, now }, { database: { client } }) => {
    await requireEndpoint(client, caller, id);
    return { sentAgain: await webhookDeliveries(client).sendMissedAgain(id, now) };
  },
});
