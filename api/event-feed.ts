import { Readable } from 'node:stream';
import { SECOND } from '../domain/duration.ts';

/** How often what is new is read for all listeners together. */
const POLL_EVERY = 300;
/** Proxies cut a connection on which nothing happens. */
const HEARTBEAT_EVERY = 15 * SECOND;
/** A listener that has not read this much is gone or too slow; it may come back with its `Last-Event-ID`. */
const MOST_BUFFERED = 1_000_000;

/** Something that happened to a subject. Numbers of one subject rise in the order in which its events became visible. */
export interface FeedEvent {
  readonly number: bigint;
  readonly event: string;
  readonly data: object;
}

interface Listener {
  readonly subject: string;
  readonly stream: Readable;
  last: bigint;
}

/** Tells what happens to subjects (orders, buyers) to whoever listens. */
export interface EventFeed {
  /** A stream of Server-Sent Events: the subject's events after the one numbered `after`, then new ones as they happen. */
  listen(subject: string, after: bigint): Readable;
  /** How many listen. */
  size(): number;
  /** Ends every stream. */
  close(): void;
}

export interface FeedOptions {
  /** What happened to each subject after its number, oldest first: one query for all who listen. */
  readonly read: (cursors: ReadonlyMap<string, bigint>) => Promise<ReadonlyMap<string, readonly FeedEvent[]>>;
  readonly onError: (error: unknown) => void;
  readonly pollEvery?: number | undefined;
  readonly heartbeatEvery?: number | undefined;
}

/**
 * Opens a feed. One read per poll for the whole process, none while nobody listens. A database that is away for a while only delays:
 * every listener remembers the last event it got.
 */
export function eventFeed({
  read,
  onError,
  pollEvery = POLL_EVERY,
  heartbeatEvery = HEARTBEAT_EVERY,
}: FeedOptions): EventFeed {
  const listeners = new Set<Listener>();
  const heartbeat = heartbeats(heartbeatEvery);
  const polling = repeat(pollEvery, async () => {
    const found = await news(read, [...listeners]).catch((error: unknown) => {
      onError(error);
      return [];
    });
    for (const each of found) if (listeners.has(each.listener)) tell(each);
    heartbeat(listeners);
    return listeners.size > 0;
  });

  return {
    listen(subject, after) {
      const stream = new Readable({ read: () => undefined });
      const listener = { subject, stream, last: after };
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

/** The number a `Last-Event-ID` names; undefined for one that is none of ours. */
export function lastEventNumber(header: string | undefined): bigint | undefined {
  return header !== undefined && /^\d{1,18}$/.test(header) ? BigInt(header) : undefined;
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
  readonly events: readonly FeedEvent[];
}

/** What each listener has not got yet. Listeners of one subject share the read; the one furthest behind says from where. */
async function news(read: FeedOptions['read'], listeners: readonly Listener[]): Promise<News[]> {
  const cursors = new Map<string, bigint>();
  for (const { subject, last } of listeners) {
    const known = cursors.get(subject);
    cursors.set(subject, known === undefined || last < known ? last : known);
  }
  const found = await read(cursors);
  return listeners.map((listener) => ({
    listener,
    events: (found.get(listener.subject) ?? []).filter(({ number }) => number > listener.last),
  }));
}

function tell({ listener, events }: News): void {
  for (const event of events) {
    listener.last = event.number;
    listener.stream.push(textOf(event));
  }
  if (listener.stream.readableLength > MOST_BUFFERED) listener.stream.destroy();
}

/** One Server-Sent Event. JSON holds no line breaks, so one `data` line is enough. */
function textOf({ number, event, data }: FeedEvent): string {
  return `id: ${number}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
