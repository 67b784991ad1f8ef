import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '../prisma/database.ts';
import { paymentEvents } from '../prisma/payment-events.ts';
import type { EventKey } from '../prisma/payment-events.ts';
import { inBatches } from './batches.ts';

export interface ToldEvents {
  /** Writes down, soon, that the workflow of the event's order was told of it. */
  readonly add: (event: EventKey) => void;
  /** Settles when all of it is written. */
  readonly idle: () => Promise<void>;
}

const MOST_AT_A_TIME = 100;

/**
 * Writes down of which payment events the workflows were told, many in one statement and beside the answers: a provider waits for its
 * 200 as long as storing and telling take, and no longer. What a crash loses is told again, by a repeat or the relay, and
 * changes nothing (rules.md 12).
 */
export function toldEvents(parts: {
  readonly database: Pick<Database, 'client'>;
  readonly now: () => string;
  readonly log: Pick<FastifyBaseLogger, 'warn'>;
}): ToldEvents {
  const { add, idle } = inBatches<EventKey>({
    largest: MOST_AT_A_TIME,
    atOnce: 1,
    carryOut: (events) =>
      paymentEvents(parts.database.client)
        .markTold(events, parts.now())
        .catch((error: unknown) =>
          parts.log.warn({ error: String(error) }, 'workflows are told of payments again'),
        ),
  });
  return { add, idle };
}
