import { inbox } from '../prisma/inbox.ts';
import type { InboxMessage, InboxOf } from '../prisma/inbox.ts';
import type { Database } from '../prisma/database.ts';
import { eventFeed } from './event-feed.ts';
import type { EventFeed, FeedEvent, FeedOptions } from './event-feed.ts';
import { inboxMessageView } from './views/inbox.ts';

/** Buyers' inboxes as they fill, by `inboxSubject`. */
export type InboxFeed = EventFeed;

/** The feed's name for an inbox as a key may see it: neither part can hold a slash (rules.md 9). */
export function inboxSubject({ customerId, shop }: InboxOf): string {
  return `${shop ?? ''}/${customerId}`;
}

function inboxOf(subject: string): InboxOf {
  const [shop = '', customerId = ''] = subject.split('/');
  return { customerId, shop: shop === '' ? undefined : shop };
}

/** Tells in-app messages to whoever listens. Messages to one buyer are queued under his lock, so their numbers rise. */
export function inboxFeed({
  database,
  ...options
}: Omit<FeedOptions, 'read'> & { readonly database: Pick<Database, 'client'> }): InboxFeed {
  return eventFeed({ ...options, read: (cursors) => read(database, cursors) });
}

async function read(
  { client }: Pick<Database, 'client'>,
  cursors: ReadonlyMap<string, bigint>,
): Promise<ReadonlyMap<string, readonly FeedEvent[]>> {
  const wanted = [...cursors].map(([subject, after]) => ({ subject, ...inboxOf(subject), after }));
  const found = await inbox(client).readMany(wanted);
  const isFor =
    ({ customerId, shop }: InboxOf) =>
    (message: (typeof found)[number]) =>
      message.customerId === customerId && (shop === undefined || message.shop === shop);
  return new Map(wanted.map((each) => [each.subject, found.filter(isFor(each)).map(eventOf)]));
}

function eventOf(message: InboxMessage): FeedEvent {
  return { number: message.number, event: message.purpose, data: inboxMessageView(message) };
}
