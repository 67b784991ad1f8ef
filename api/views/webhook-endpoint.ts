import type { WebhookDelivery } from '../../prisma/webhook-deliveries.ts';
import type { WebhookEndpoint } from '../../prisma/webhook-endpoints.ts';
import { present } from './present.ts';

/** An endpoint as api.md has it; never its secret. */
export function webhookEndpointView({ id, url, events, shop, createdAt }: WebhookEndpoint) {
  return { id, url, events: [...events], createdAt, ...present({ shop }) };
}

/** What an endpoint was told, as api.md has it. */
export function webhookDeliveryView(delivery: WebhookDelivery) {
  const { eventId, type, at, orderId, customerId, attempts, nextAt, deliveredAt, failedAt, lastAnswer } =
    delivery;
  return {
    id: eventId,
    type,
    at,
    attempts,
    state: deliveredAt ? ('delivered' as const) : failedAt ? ('failed' as const) : ('waiting' as const),
    ...present({ orderId, customerId, nextAt, deliveredAt, failedAt, lastAnswer }),
  };
}
