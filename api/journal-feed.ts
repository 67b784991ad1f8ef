import { Readable } from 'node:stream';
import { SECOND } from '../domain/duration.ts';
import { journal } from '../prisma/journal.ts';
import type { NumberedEntry } from '../prisma/journal.ts';
import type { Database } from '../prisma/database.ts';

/** How often the journal is read for all listeners together. */
const POLL_EVERY = 300;
/** Proxies cut a connection on which nothing happens. */
const HEARTBEAT_EVERY = 15 * SECOND;
/** A listener that has not read this much is gone or too slow; it may come back with its `Last-Event-ID`. */
const MOST_BUFFERED = 1_000_000;

interface Listener {
  readonly orderId: string;
  readonly stream: Readable;
  last: bigint;
}

export interface JournalFeed {
  /** A stream of Server-Sent Events: the order's entries after the one numbered `after`, then new ones as they happen. */
  listen(orderId: string, after: bigint): Readable;
  /** How many listen. */
  size(): number;
  /** Ends every stream. */
  close(): void;
}

export interface FeedOptions {
  readonly database: Pick<Database, 'client'>;
  readonly onError: (error: unknown) => void;
  readonly pollEvery?: number;
  readonly heartbeatEvery?: number;
}

/**
 * Tells journal entries to whoever listens. One query per poll for the whole process, none while nobody listens. A database that is
 * away for a while only delays: every listener remembers the last entry it got.
 */
export function journalFeed({
  database,
  onError,
  pollEvery = POLL_EVERY,
  heartbeatEvery = HEARTBEAT_EVERY,
}: FeedOptions): JournalFeed {
  const listeners = new Set<Listener>();
  const heartbeat = heartbeats(heartbeatEvery);
  const polling = repeat(pollEvery, async () => {
    const found = await news(database, [...listeners]).catch((error: unknown) => {
      onError(error);
      return [];
    });
    for (const each of found) if (listeners.has(each.listener)) tell(each);
    heartbeat(listeners);
    return listeners.size > 0;
  });

  return {
    listen(orderId, after) {
      const stream = new Readable({ read: () => undefined });
      const listener = { orderId, stream, last: after };
      stream.on('close', () => listeners.delete(listener));
      stream.push(': open\n\n');
      listeners.add(listener);
      polling.start();
      return stream;
    },
    size: () => listeners.size,
    close() {
      polling.stop();
      for (const { stream } of listeners) stream.push(null);
      listeners.clear();
    },
  };
}

/** Does `work` at once and then every `ms`, as long as it answers true; `start` does nothing while it goes on. */
function repeat(ms: number, work: () => Promise<boolean>): { start(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  const after = (delay: number) => {
    timer = setTimeout(() => void work().then((goesOn) => (goesOn ? after(ms) : (timer = undefined))), delay);
  };
  return {
    start: () => (timer ? undefined : after(0)),
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}

/** Writes a comment to every stream once per `ms`. */
function heartbeats(ms: number): (listeners: Iterable<Listener>) => void {
  let nextAt = performance.now() + ms;
  return (listeners) => {
    if (performance.now() < nextAt) return;
    nextAt = performance.now() + ms;
    for (const { stream } of listeners) stream.push(': heartbeat\n\n');
  };
}

interface News {
  readonly listener: Listener;
  readonly entries: readonly NumberedEntry[];
}

/** What each listener has not got yet. Listeners of one order share the query; the one furthest behind says from where. */
async function news({ client }: Pick<Database, 'client'>, listeners: readonly Listener[]): Promise<News[]> {
  const cursors = new Map<string, bigint>();
  for (const { orderId, last } of listeners) {
    const known = cursors.get(orderId);
    cursors.set(orderId, known === undefined || last < known ? last : known);
  }
  const found = await journal(client).readMany(cursors);
  return listeners.map((listener) => ({
    listener,
    entries: (found.get(listener.orderId) ?? []).filter(({ number }) => number > listener.last),
  }));
}

function tell({ listener, entries }: News): void {
  for (const entry of entries) {
    listener.last = entry.number;
    listener.stream.push(eventOf(entry));
  }
  if (listener.stream.readableLength > MOST_BUFFERED) listener.stream.destroy();
}

/** One Server-Sent Event. JSON holds no line breaks, so one `data` line is enough. */
function eventOf({ number, ...entry }: NumberedEntry): string {
  return `id: ${number}\nevent: ${entry.kind}\ndata: ${JSON.stringify(entry)}\n\n`;
}
