import { webhookDeliveries } from '../../prisma/webhook-deliveries.ts';
import { Problem, RequestRefusal } from '../problems.ts';
import { route } from '../route.ts';
import { DeliveryParams, WebhookDelivery } from '../schemas/webhook-endpoint.ts';
import { webhookDeliveryView } from '../views/webhook-endpoint.ts';
import { requireEndpoint } from '../webhook-endpoints.ts';

export const sendWebhookAgain = route({
  method: 'POST',
  url: '/v1/webhook-endpoints/:id/deliveries/:deliveryId/send-again',
  scope: 'admin',
  summary:
    'Tell an endpoint one thing again, at once, also one that it has taken; if it fails, as often as a new one',
  params: DeliveryParams,
  response: { 200: WebhookDelivery, 404: Problem },
  handler: async ({ params: { id, deliveryId }, caller, now }, { database: { client } }) => {
    await requireEndpoint(client, caller, id);
    const delivery = await webhookDeliveries(client).sendAgain(id, deliveryId, now);
    if (!delivery) throw new RequestRefusal('webhook_delivery_not_found', { facts: { id: deliveryId } });
    return webhookDeliveryView(delivery);
  },
});
