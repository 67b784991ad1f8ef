import type { Client } from './database.ts';
import type { WebhookEndpoint as EndpointRow } from './generated/client.ts';
import { instant } from './rows.ts';

/** Who is told of what happens. */
export interface WebhookEndpoint {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  /** Of this shop alone; null: of all. */
  readonly shop: string | null;
  readonly createdAt: string;
}

/** Endpoints that are not removed, read and written through `client`; `shop` is the caller's where he has one only. */
export function webhookEndpoints(client: Client) {
  const visibleTo = (shop: string | undefined) => ({
    removedAt: null,
    ...(shop === undefined ? {} : { shop }),
  });
  return {
    async add(endpoint: WebhookEndpoint): Promise<void> {
      await client.webhookEndpoint.create({ data: { ...endpoint, events: [...endpoint.events] } });
    },

    async find(id: string, shop: string | undefined): Promise<WebhookEndpoint | undefined> {
      const row = await client.webhookEndpoint.findFirst({ where: { id, ...visibleTo(shop) } });
      return row ? endpointOf(row) : undefined;
    },

    /** Oldest first; `after` is the last one of the page before. */
    async list(
      shop: string | undefined,
      { after, limit }: { after: { createdAt: string; id: string } | undefined; limit: number },
    ): Promise<WebhookEndpoint[]> {
      const rows = await client.webhookEndpoint.findMany({
        where: {
          ...visibleTo(shop),
          ...(after
            ? {
                OR: [
                  { createdAt: { gt: after.createdAt } },
                  { createdAt: after.createdAt, id: { gt: after.id } },
                ],
              }
            : {}),
        },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        take: limit,
      });
      return rows.map(endpointOf);
    },

    /** Nothing more is sent to it, what waits included. False when there is none. */
    async remove(id: string, shop: string | undefined, at: string): Promise<boolean> {
      const where = { id, ...visibleTo(shop) };
      const { count } = await client.webhookEndpoint.updateMany({ where, data: { removedAt: at } });
      if (count === 0) return false;
      await client.webhookDelivery.updateMany({
        where: { endpointId: id, nextAt: { not: null } },
        data: { nextAt: null, failedAt: at, lastAnswer: 'the endpoint was removed' },
      });
      return true;
    },
  };
}

function endpointOf({ id, url, events, shop, createdAt }: EndpointRow): WebhookEndpoint {
  return { id, url, events, shop, createdAt: instant(createdAt) };
}
