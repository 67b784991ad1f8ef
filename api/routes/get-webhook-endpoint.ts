import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { EndpointParams, WebhookEndpoint } from '../schemas/webhook-endpoint.ts';
import { webhookEndpointView } from '../views/webhook-endpoint.ts';
import { requireEndpoint } from '../webhook-endpoints.ts';

export const getWebhookEndpoint = route({
  method: 'GET',
  url: '/v1/webhook-endpoints/:id',
  scope: 'admin',
  summary: 'Who is told of what happens; never the secret',
  params: EndpointParams,
  response: { 200: WebhookEndpoint, 404: Problem },
  handler: async ({ params: { id }, caller }, { database: { client } }) =>
    webhookEndpointView(await requireEndpoint(client, caller, id)),
});
