import type { Client } from '../prisma/database.ts';
import { webhookEndpoints } from '../prisma/webhook-endpoints.ts';
import type { WebhookEndpoint } from '../prisma/webhook-endpoints.ts';
import type { Caller } from './auth.ts';
import { RequestRefusal } from './problems.ts';

/** An endpoint the caller may see. Throws `RequestRefusal('webhook_endpoint_not_found')`, also for one of a shop that is not the key's. */
export async function requireEndpoint(
  client: Client,
  { shop }: Pick<Caller, 'shop'>,
  id: string,
): Promise<WebhookEndpoint> {
  const endpoint = await webhookEndpoints(client).find(id, shop);
  if (!endpoint) throw new RequestRefusal('webhook_endpoint_not_found', { facts: { id } });
  return endpoint;
}
