import type { Client } from './database.ts';

/** The first time each link to a payment page was opened; through `client`. */
export function linkOpenings(client: Client) {
  return {
    /**
     * Records that the page was opened by way of `via`, the first time only. `via` comes with the address, so it counts for a message
     * only where the order has that message. Anything else is the plain `link`, and counts only where nothing was opened before: the
     * page itself is reloaded under its plain address.
     */
    async record(orderId: string, via: string | undefined, at: string): Promise<void> {
      const messageId = via === undefined ? '' : `${orderId}/${via}`;
      await client.$executeRaw`
        with known as (select ${via ?? null}::text as via from messages where id = ${messageId} and order_id = ${orderId})
        insert into link_openings (order_id, via, at)
        select ${orderId}, coalesce((select via from known), 'link'), ${at}::timestamptz
         where exists (select from known) or not exists (select from link_openings where order_id = ${orderId})
        on conflict do nothing`;
    },

    /** The same for the link a friend got. */
    async recordFriend(orderId: string, at: string): Promise<void> {
      await client.linkOpening.createMany({
        data: [{ orderId, via: 'friend', at: new Date(at) }],
        skipDuplicates: true,
      });
    },
  };
}
