import { z } from 'zod';
import { webhookEndpoints } from '../../prisma/webhook-endpoints.ts';
import { listOf, listPage, pageOf, pageQuery } from '../cursor.ts';
import { route } from '../route.ts';
import { WebhookEndpoint } from '../schemas/webhook-endpoint.ts';
import { webhookEndpointView } from '../views/webhook-endpoint.ts';

/** The endpoint a page ended with. */
const Position = z.strictObject({ createdAt: z.iso.datetime(), id: z.uuid() });

export const listWebhookEndpoints = route({
  method: 'GET',
  url: '/v1/webhook-endpoints',
  scope: 'admin',
  summary: 'Who is told of what happens, oldest first; never the secrets',
  query: z.strictObject(pageQuery),
  response: { 200: listOf(WebhookEndpoint) },
  handler: async ({ query, caller }, { database }) => {
    const page = pageOf(query, Position);
    const list = (limit: number) =>
      webhookEndpoints(database.client).list(caller.shop, { after: page.after, limit });
    return listPage(page, list, {
      view: webhookEndpointView,
      position: ({ createdAt, id }) => ({ createdAt, id }),
    });
  },
});
