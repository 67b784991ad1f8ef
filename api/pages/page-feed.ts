import { SECOND } from '../../domain/duration.ts';
import type { Database } from '../../prisma/database.ts';
import { newerVersions } from '../../prisma/order-versions.ts';
import { eventFeed } from '../event-feed.ts';
import type { EventFeed, FeedOptions } from '../event-feed.ts';

/** Tells open pages that their order has changed, by order id, and nothing of how: the page itself says that. */
export type PageFeed = EventFeed;

export interface PageFeedOptions extends Omit<FeedOptions, 'read'> {
  readonly database: Pick<Database, 'client'>;
}

/** Quick enough for who looks at a page, and there may be many who do. */
const POLL_EVERY = 0.5 * SECOND;

/** An event is numbered with the order's version, which only rises. */
export function pageFeed({ database, ...options }: PageFeedOptions): PageFeed {
  return eventFeed({
    pollEvery: POLL_EVERY,
    ...options,
    read: async (seen) => {
      const versions = await newerVersions(database.client, seen);
      return new Map([...versions].map(([id, number]) => [id, [{ number, event: 'changed', data: {} }]]));
    },
  });
}
