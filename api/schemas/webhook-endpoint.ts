import { z } from 'zod';
import { AnsweredInstant } from './fields.ts';

/** `order.paid`, `order.*`, `reminder.*`, `customer.standing_changed`, or `*` for all. */
const Event = z
  .string()
  .max(100)
  .regex(
    /^(?:\*|(?:order|reminder|customer)\.(?:\*|[a-z_]+))$/,
    'must be an event such as order.paid or order.*, or *',
  );

export const NewWebhookEndpoint = z.strictObject({
  url: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://crm.example/holdfast' })
    .max(2_000),
  events: z.array(Event).min(1, 'must have at least one').max(100),
});

/** An endpoint with its secret, which is shown this once. */
export const CreatedWebhookEndpoint = z
  .object({ id: z.uuid(), secret: z.string(), url: z.string(), events: z.array(z.string()) })
  .meta({ id: 'CreatedWebhookEndpoint' });

export const WebhookEndpoint = z
  .object({
    id: z.uuid(),
    url: z.string(),
    events: z.array(z.string()),
    shop: z.string().optional(),
    createdAt: AnsweredInstant,
  })
  .meta({ id: 'WebhookEndpoint' });

export const EndpointParams = z.object({ id: z.uuid() });
export const DeliveryParams = EndpointParams.extend({ deliveryId: z.string().min(1).max(100) });

export const DeliveryState = z.enum(['waiting', 'delivered', 'failed']);

/** What an endpoint was told: `waiting` with its next attempt, `delivered`, or `failed` once it was given up. */
export const WebhookDelivery = z
  .object({
    id: z.string(),
    type: z.string(),
    at: AnsweredInstant,
    orderId: z.string().optional(),
    customerId: z.string().optional(),
    state: DeliveryState,
    attempts: z.int(),
    nextAt: AnsweredInstant.optional(),
    deliveredAt: AnsweredInstant.optional(),
    failedAt: AnsweredInstant.optional(),
    lastAnswer: z.string().optional(),
  })
  .meta({ id: 'WebhookDelivery' });

/** How many deliveries are on their way again. */
export const SentAgain = z.object({ sentAgain: z.int() }).meta({ id: 'WebhooksSentAgain' });
