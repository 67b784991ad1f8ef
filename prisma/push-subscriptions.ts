import { createHash } from 'node:crypto';
import type { Client } from './database.ts';

/** What a browser gives to whoever may send to it (the Push API's PushSubscription). */
export interface Subscription {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

export interface StoredSubscription extends Subscription {
  readonly id: string;
}

/** A buyer has this many browsers at most; the oldest goes for a new one. */
const MOST_PER_CUSTOMER = 20;

/** The name of an endpoint: the same browser, the same name. */
export function subscriptionId(endpoint: string): string {
  return createHash('sha256').update(endpoint).digest('base64url').slice(0, 22);
}

/** The browsers that show buyers' messages, read and written through `client`. */
export function pushSubscriptions(client: Client) {
  return {
    async of(customerId: string): Promise<StoredSubscription[]> {
      const rows = await client.pushSubscription.findMany({
        where: { customerId },
        orderBy: { createdAt: 'asc' },
      });
      return rows.map(({ id, endpoint, p256dh, auth }) => ({ id, endpoint, p256dh, auth }));
    },

    /** Keeps a subscription; one that another buyer had on the same browser is the new one's from now on. Answers its id. */
    async put(customerId: string, { endpoint, p256dh, auth }: Subscription, at: string): Promise<string> {
      const id = subscriptionId(endpoint);
      const columns = { customerId, endpoint, p256dh, auth, createdAt: at };
      await client.pushSubscription.upsert({ where: { id }, create: { id, ...columns }, update: columns });
      const rows = await client.pushSubscription.findMany({
        where: { customerId, id: { not: id } },
        orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
        skip: MOST_PER_CUSTOMER - 1,
        select: { id: true },
      });
      if (rows.length > 0)
        await client.pushSubscription.deleteMany({ where: { id: { in: rows.map((row) => row.id) } } });
      return id;
    },

    /** Forgets one browser of a buyer, or all of them. */
    async remove(customerId: string, endpoint: string | undefined): Promise<void> {
      const one = endpoint === undefined ? {} : { id: subscriptionId(endpoint) };
      await client.pushSubscription.deleteMany({ where: { customerId, ...one } });
    },

    /** Forgets a browser of which its push service said that it is no more. */
    async forget({ id }: { readonly id: string }): Promise<void> {
      await client.pushSubscription.deleteMany({ where: { id } });
    },
  };
}
