import { z } from 'zod';
import { MINUTE, later } from '../domain/duration.ts';
import type { Client } from './database.ts';
import type { WebhookDelivery as DeliveryRow } from './generated/client.ts';
import { instant, instantOrNull } from './rows.ts';

/** One thing that happened, on its way to one endpoint. */
export interface WebhookDelivery {
  readonly number: bigint;
  readonly eventId: string;
  readonly type: string;
  readonly at: string;
  /** Whom or what it tells of, where that is an order or a buyer. */
  readonly orderId: string | null;
  readonly customerId: string | null;
  readonly attempts: number;
  readonly nextAt: string | null;
  readonly deliveredAt: string | null;
  readonly failedAt: string | null;
  readonly lastAnswer: string | null;
}

/** How a delivery stands: to be sent, taken by the endpoint, or given up. */
export type DeliveryState = 'waiting' | 'delivered' | 'failed';

/** A delivery that is ours to send for a minute; after that another may think we died. */
export interface ClaimedDelivery {
  readonly number: bigint;
  readonly endpointId: string;
  readonly url: string;
  readonly eventId: string;
  readonly body: unknown;
  readonly attempts: number;
}

/** Of what is told, whom it is about. */
const Told = z.object({
  data: z.object({ orderId: z.string().optional(), customerId: z.string().optional() }),
});

const ofState = {
  waiting: { deliveredAt: null, failedAt: null },
  delivered: { deliveredAt: { not: null } },
  failed: { failedAt: { not: null } },
} as const satisfies Record<DeliveryState, object>;

const Claimed = z.array(
  z.object({
    number: z.bigint(),
    endpointId: z.string(),
    url: z.string(),
    eventId: z.string(),
    body: z.unknown(),
    attempts: z.int(),
  }),
);

/** Deliveries, read and written through `client`. The database writes them by triggers, as what they tell of happens. */
export function webhookDeliveries(client: Client) {
  const settle = (number: bigint, data: object) =>
    client.webhookDelivery.updateMany({ where: { id: number, nextAt: { not: null } }, data });
  return {
    /** Takes what is due, the oldest first; nobody else takes it for a minute. Counts the attempt. */
    async claim(most: number, now: string): Promise<ClaimedDelivery[]> {
      const rows = await client.$queryRaw`
        with due as (select id from webhook_deliveries where next_at <= ${now}::timestamptz order by next_at, id limit ${most} for update skip locked)
        update webhook_deliveries d set next_at = ${later(now, MINUTE)}::timestamptz, attempts = d.attempts + 1
          from due, webhook_endpoints e where d.id = due.id and e.id = d.endpoint_id
        returning d.id as number, d.endpoint_id::text as "endpointId", e.url, d.event_id as "eventId", d.body, d.attempts`;
      return Claimed.parse(rows).toSorted((a, b) => Number(a.number - b.number));
    },

    async taken(number: bigint, { answer, now }: { answer: string; now: string }): Promise<void> {
      await settle(number, { nextAt: null, deliveredAt: now, lastAnswer: answer });
    },

    async tryAgain(number: bigint, { answer, nextAt }: { answer: string; nextAt: string }): Promise<void> {
      await settle(number, { nextAt, lastAnswer: answer });
    },

    async giveUp(number: bigint, { answer, now }: { answer: string; now: string }): Promise<void> {
      await settle(number, { nextAt: null, failedAt: now, lastAnswer: answer });
    },

    /** Sends one again at once, however it stands; if it fails, as often as a new one. Undefined: the endpoint was told no such thing. */
    async sendAgain(endpointId: string, eventId: string, now: string): Promise<WebhookDelivery | undefined> {
      const [row] = await client.webhookDelivery.updateManyAndReturn({
        where: { endpointId, eventId },
        data: asNew(now),
      });
      return row ? deliveryOf(row) : undefined;
    },

    /** The same for all that the endpoint has not taken; answers how many that are. */
    async sendMissedAgain(endpointId: string, now: string): Promise<number> {
      const { count } = await client.webhookDelivery.updateMany({
        where: { endpointId, deliveredAt: null },
        data: asNew(now),
      });
      return count;
    },

    /** What an endpoint was told, newest first; `before` is the last one of the page before. */
    async list(
      endpointId: string,
      {
        before,
        limit,
        state,
      }: {
        readonly before: bigint | undefined;
        readonly limit: number;
        readonly state: DeliveryState | undefined;
      },
    ): Promise<WebhookDelivery[]> {
      const rows = await client.webhookDelivery.findMany({
        where: {
          endpointId,
          ...(before === undefined ? {} : { id: { lt: before } }),
          ...(state === undefined ? {} : ofState[state]),
        },
        orderBy: { id: 'desc' },
        take: limit,
      });
      return rows.map(deliveryOf);
    },

    /** Forgets what was taken before `before`. */
    async forget(before: string): Promise<void> {
      await client.webhookDelivery.deleteMany({ where: { deliveredAt: { lt: new Date(before) } } });
    },
  };
}

function asNew(now: string) {
  return { attempts: 0, nextAt: now, deliveredAt: null, failedAt: null };
}

function deliveryOf(row: DeliveryRow): WebhookDelivery {
  const { id: number, eventId, type, attempts, lastAnswer } = row;
  const { orderId = null, customerId = null } = Told.parse(row.body).data;
  return {
    orderId,
    customerId,
    number,
    eventId,
    type,
    attempts,
    lastAnswer,
    at: instant(row.at),
    nextAt: instantOrNull(row.nextAt),
    deliveredAt: instantOrNull(row.deliveredAt),
    failedAt: instantOrNull(row.failedAt),
  };
}
