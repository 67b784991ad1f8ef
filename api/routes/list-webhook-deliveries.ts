import { z } from 'zod';
import { webhookDeliveries } from '../../prisma/webhook-deliveries.ts';
import { listOf, listPage, pageOf, pageQuery } from '../cursor.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { DeliveryState, EndpointParams, WebhookDelivery } from '../schemas/webhook-endpoint.ts';
import { webhookDeliveryView } from '../views/webhook-endpoint.ts';
import { requireEndpoint } from '../webhook-endpoints.ts';

/** The delivery a page ended with. */
const Position = z.strictObject({ number: z.string().regex(/^\d{1,18}$/) });

export const listWebhookDeliveries = route({
  method: 'GET',
  url: '/v1/webhook-endpoints/:id/deliveries',
  scope: 'admin',
  summary: 'What an endpoint was told, and what it answered, newest first; taken ones are kept for 7 days',
  params: EndpointParams,
  query: z.strictObject({ ...pageQuery, state: DeliveryState.optional() }),
  response: { 200: listOf(WebhookDelivery), 404: Problem },
  handler: async ({ params: { id }, query, caller }, { database: { client } }) => {
    await requireEndpoint(client, caller, id);
    const page = pageOf(query, Position);
    const before = page.after === undefined ? undefined : BigInt(page.after.number);
    const list = (limit: number) => webhookDeliveries(client).list(id, { before, limit, state: query.state });
    return listPage(page, list, {
      view: webhookDeliveryView,
      position: ({ number }) => ({ number: String(number) }),
    });
  },
});
