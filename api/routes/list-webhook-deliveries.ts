import { z } from 'zod';
import { webhookDeliveries } from '../../prisma/webhook-deliveries.ts';
import type { WebhookDelivery as StoredDelivery } from '../../prisma/webhook-deliveries.ts';
import { webhookEndpoints } from '../../prisma/webhook-endpoints.ts';
import { listOf, listPage, pageOf, pageQuery } from '../cursor.ts';
import { Problem, RequestRefusal } from '../problems.ts';
import { route } from '../route.ts';
import { WebhookDelivery } from '../schemas/webhook-endpoint.ts';
import { present } from '../views/present.ts';

/** The delivery a page ended with. */
const Position = z.strictObject({ number: z.string().regex(/^\d{1,18}$/) });

export const listWebhookDeliveries = route({
  method: 'GET',
  url: '/v1/webhook-endpoints/:id/deliveries',
  scope: 'admin',
  summary: 'What an endpoint was told, and what it answered, newest first; taken ones are kept for 7 days',
  params: z.object({ id: z.uuid() }),
  query: z.strictObject(pageQuery),
  response: { 200: listOf(WebhookDelivery), 404: Problem },
  handler: async ({ params: { id }, query, caller }, { database: { client } }) => {
    if (!(await webhookEndpoints(client).find(id, caller.shop)))
      throw new RequestRefusal('webhook_endpoint_not_found', { facts: { id } });
    const page = pageOf(query, Position);
    const before = page.after === undefined ? undefined : BigInt(page.after.number);
    return listPage(page, (limit) => webhookDeliveries(client).list(id, { before, limit }), {
      view: deliveryView,
      position: ({ number }) => ({ number: String(number) }),
    });
  },
});

function deliveryView(delivery: StoredDelivery) {
  const { eventId, type, at, attempts, nextAt, deliveredAt, failedAt, lastAnswer } = delivery;
  return {
    id: eventId,
    type,
    at,
    attempts,
    state: deliveredAt ? ('delivered' as const) : failedAt ? ('failed' as const) : ('waiting' as const),
    ...present({ nextAt, deliveredAt, failedAt, lastAnswer }),
  };
}
