import type { Client } from './database.ts';
import { oneOf } from './rows.ts';

/** Where a short link of an SMS leads. */
export interface ShortLink {
  readonly code: string;
  readonly orderId: string;
  readonly page: 'pay' | 'stop';
  /** The channel a stop link stops. */
  readonly channel: string;
  /** The message it stands in, as openings are counted by. */
  readonly via: string | null;
}

/** Short links, read and written through `client`. */
export function shortLinks(client: Client) {
  return {
    async add(links: readonly ShortLink[], at: string): Promise<void> {
      if (links.length === 0) return;
      await client.shortLink.createMany({ data: links.map((link) => ({ ...link, createdAt: at })) });
    },

    /** Links to the order's payment page lead nowhere any more; those that stop messages stay. */
    async revoke(orderId: string): Promise<void> {
      await client.shortLink.deleteMany({ where: { orderId, page: 'pay' } });
    },

    async find(code: string): Promise<ShortLink | undefined> {
      const row = await client.shortLink.findUnique({ where: { code } });
      if (!row) return undefined;
      const { orderId, page, channel, via } = row;
      return { code, orderId, channel, via, page: oneOf(['pay', 'stop'], page) };
    },
  };
}
