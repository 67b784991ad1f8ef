import { z } from 'zod';
import type { Client } from './database.ts';

const Turn = z.tuple([z.object({ wait: z.number() })]);

/** How fast each channel may send, over all workers; through `client`. */
export function channelPace(client: Client) {
  return {
    /**
     * Takes the next place in a channel that sends `perSecond` messages a second, evenly, and answers in how many milliseconds its
     * turn comes: 0 is now. A place is never given twice, so whoever waits for its turn need not ask again. One statement of its
     * own on the machine's clock: never inside a longer transaction, since all senders of the channel meet on its row.
     */
    async takeTurn(channel: string, perSecond: number): Promise<number> {
      const apart = 1 / perSecond;
      const rows = await client.$queryRaw`
        insert into channel_pace as p (channel, next_at) values (${channel}, clock_timestamp() + make_interval(secs => ${apart}))
        on conflict (channel) do update
          set next_at = greatest(p.next_at, clock_timestamp()) + make_interval(secs => ${apart})
        returning greatest(0, extract(epoch from next_at - clock_timestamp()) - ${apart})::float8 * 1000 as wait`;
      return Math.ceil(Turn.parse(rows)[0].wait);
    },
  };
}
