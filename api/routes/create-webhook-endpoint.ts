import { webhookEndpoints } from '../../prisma/webhook-endpoints.ts';
import { endpointSecret } from '../../providers/webhooks/endpoint-secret.ts';
import { RequestRefusal } from '../problems.ts';
import { route } from '../route.ts';
import { CreatedWebhookEndpoint, NewWebhookEndpoint } from '../schemas/webhook-endpoint.ts';

export const createWebhookEndpoint = route({
  method: 'POST',
  url: '/v1/webhook-endpoints',
  scope: 'admin',
  summary: 'Be told of what happens, by signed webhooks; the secret is shown this once',
  body: NewWebhookEndpoint,
  idempotency: 'sealed',
  response: { 201: CreatedWebhookEndpoint },
  handler: async (
    { body: { url, events }, caller, requestId: id, now },
    { database, sealSecret, devMode },
  ) => {
    if (!devMode && !url.startsWith('https:')) {
      const errors = [{ field: 'url', in: 'body', message: 'must be https: it says who buys what' } as const];
      throw new RequestRefusal('invalid_request', { errors });
    }
    const endpoint = { id, url, events, shop: caller.shop ?? null, createdAt: now };
    await webhookEndpoints(database.client).add(endpoint);
    return { id, url, events, secret: endpointSecret(id, sealSecret) };
  },
});
