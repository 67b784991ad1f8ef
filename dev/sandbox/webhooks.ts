import type { FastifyBaseLogger } from 'fastify';
import { between, DAY, later, MINUTE, SECOND } from '../../domain/duration.ts';
import { createAlarms } from './alarms.ts';
import type { ProviderEvent } from './event.ts';
import type { Delivery, Records } from './records.ts';
import { postEvent, type WebhookReceiver } from './webhook-post.ts';

/** Waits after each failed attempt; the last one repeats. */
export const retryDelaysMs: readonly number[] = [
  200,
  SECOND,
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
];

/** A webhook nobody has taken for so long is given up. */
const GIVE_UP_AFTER = 3 * DAY;

/** How long attempts under way may still take when the sandbox stops. */
const STOP_WITHIN = SECOND;

export interface WebhookOptions {
  readonly receiver: WebhookReceiver;
  readonly retryDelaysMs: readonly number[];
  readonly now: () => Date;
  readonly records: Records;
  readonly log: FastifyBaseLogger;
}

export interface Webhooks {
  /** Sends `event` `copies` times, the first attempts `delayMs` from now; each copy is repeated until it is answered 2xx. */
  send(event: ProviderEvent, how: { readonly copies: number; readonly delayMs: number }): void;
  /** Takes up what an earlier process left unsent: what was tried already goes at once, since the receiver may be new too. */
  resume(): void;
  /** Begins no more attempts, and ends those under way within a second. What was not acknowledged stays in the records. */
  stop(): Promise<void>;
}

/** At-least-once webhooks per Standard Webhooks, each attempt signed afresh. Events are sent side by side, in no order. */
export function createWebhooks(options: WebhookOptions): Webhooks {
  const { receiver, now, records } = options;
  const stopping = new AbortController();
  const alarms = createAlarms();

  function schedule(delivery: Delivery): void {
    alarms.set(between(now().toISOString(), delivery.dueAt), () => attempt(delivery));
  }

  async function attempt(delivery: Delivery): Promise<void> {
    const why = await postEvent(receiver, delivery.event, now(), stopping.signal);
    if (why === undefined) return records.removeDelivery(delivery.id);
    const again = nextAttempt(options, delivery, why);
    if (!again) return records.removeDelivery(delivery.id);
    records.saveDelivery(again);
    schedule(again);
  }

  return {
    send(event, { copies, delayMs }) {
      for (const delivery of deliveriesOf(event, copies, later(now().toISOString(), delayMs))) {
        records.saveDelivery(delivery);
        schedule(delivery);
      }
    },
    resume() {
      const at = now().toISOString();
      for (const delivery of records.deliveries()) {
        schedule(delivery.attempts > 0 ? { ...delivery, attempts: 0, dueAt: at } : delivery);
      }
    },
    async stop() {
      const patience = setTimeout(() => stopping.abort(), STOP_WITHIN);
      await alarms.stop();
      clearTimeout(patience);
    },
  };
}

function deliveriesOf(event: ProviderEvent, copies: number, dueAt: string): Delivery[] {
  return Array.from({ length: copies }, (_, copy) => ({
    id: `${event.id}/${copy}`,
    event,
    since: dueAt,
    dueAt,
    attempts: 0,
  }));
}

/** The delivery as it is after a failed attempt, or undefined when it is given up. */
function nextAttempt(
  { retryDelaysMs, now, log }: WebhookOptions,
  delivery: Delivery,
  why: string,
): Delivery | undefined {
  const { event } = delivery;
  const at = now().toISOString();
  const attempts = delivery.attempts + 1;
  const facts = { eventId: event.id, orderId: event.data.orderId, attempts, why };
  if (between(delivery.since, at) > GIVE_UP_AFTER) {
    log.error(facts, 'webhook given up');
    return undefined;
  }
  log.warn(facts, 'webhook not taken');
  const waitMs = retryDelaysMs[Math.min(attempts, retryDelaysMs.length) - 1] ?? 0;
  return { ...delivery, attempts, dueAt: later(at, waitMs) };
}
