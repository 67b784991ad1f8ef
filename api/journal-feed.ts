import { journal } from '../prisma/journal.ts';
import type { NumberedEntry } from '../prisma/journal.ts';
import type { Database } from '../prisma/database.ts';
import { eventFeed } from './event-feed.ts';
import type { EventFeed, FeedEvent, FeedOptions } from './event-feed.ts';

/** Orders' journals as they are written, by order id. */
export type JournalFeed = EventFeed;

export interface JournalFeedOptions extends Omit<FeedOptions, 'read'> {
  readonly database: Pick<Database, 'client'>;
}

/** Tells journal entries to whoever listens. Entries of one order are written under its lock, so their numbers rise. */
export function journalFeed({ database, ...options }: JournalFeedOptions): JournalFeed {
  return eventFeed({
    ...options,
    read: async (cursors) => {
      const found = await journal(database.client).readMany(cursors);
      return new Map([...found].map(([orderId, entries]) => [orderId, entries.map(eventOf)]));
    },
  });
}

function eventOf({ number, ...entry }: NumberedEntry): FeedEvent {
  return { number, event: entry.kind, data: entry };
}
