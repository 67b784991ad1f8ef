import { setTimeout as sleep } from 'node:timers/promises';
import { DAY, SECOND, later } from '../domain/duration.ts';
import type { Log } from '../activities/dependencies.ts';
import { nextAttempt } from '../domain/webhooks/retries.ts';
import { raiseAlert } from '../prisma/alerts-to-staff.ts';
import type { Database } from '../prisma/database.ts';
import { webhookDeliveries } from '../prisma/webhook-deliveries.ts';
import type { ClaimedDelivery } from '../prisma/webhook-deliveries.ts';
import { webhookEndpoints } from '../prisma/webhook-endpoints.ts';
import { endpointSecret } from '../providers/webhooks/endpoint-secret.ts';
import { postWebhook } from '../providers/webhooks/post-webhook.ts';

export interface WebhookParts {
  readonly database: Database;
  /** The processes' common secret, of which each endpoint's is made. */
  readonly secret: string;
  readonly log: Log;
  /** The machine's now, ISO UTC. */
  readonly now: () => string;
}

/** Sent at the same time; each waits for its answer for 10 s at most. */
const AT_ONCE = 20;
const PAUSE = 2 * SECOND;
/** How long one can look up what an endpoint has taken. */
const KEPT = 7 * DAY;

/** Sends what is due to endpoints until `signal` is aborted. An endpoint that is down keeps nobody else waiting for long. */
export async function runWebhooks(parts: WebhookParts, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const sent = await sendWebhooks(parts).catch((error: unknown) => {
      parts.log.warn({ error: String(error) }, 'webhooks are sent in the next pass');
      return 0;
    });
    if (sent < AT_ONCE) await sleep(PAUSE, undefined, { signal }).catch(() => {});
  }
}

/** One pass: sends what is due, and answers how many that was. */
export async function sendWebhooks(parts: WebhookParts): Promise<number> {
  const deliveries = webhookDeliveries(parts.database.client);
  const claimed = await deliveries.claim(AT_ONCE, parts.now());
  await Promise.all(claimed.map((delivery) => sendOne(parts, delivery)));
  if (claimed.length === 0) await deliveries.forget(later(parts.now(), -KEPT));
  return claimed.length;
}

async function sendOne({ database, secret, now }: WebhookParts, delivery: ClaimedDelivery): Promise<void> {
  const { number, endpointId, url, eventId, attempts } = delivery;
  const deliveries = webhookDeliveries(database.client);
  const body = JSON.stringify(delivery.body);
  const at = new Date(now());
  const { state, answer } = await postWebhook({
    url,
    id: eventId,
    body,
    at,
    secret: endpointSecret(endpointId, secret),
  });
  if (state === 'taken') return deliveries.taken(number, { answer, now: now() });
  if (state === 'gone')
    return void (await webhookEndpoints(database.client).remove(endpointId, undefined, now()));
  const nextAt = nextAttempt(attempts, now());
  if (nextAt !== undefined) return deliveries.tryAgain(number, { answer, nextAt });
  await deliveries.giveUp(number, { answer, now: now() });
  const day = now().slice(0, 10);
  await raiseAlert(database.client, {
    key: `webhook_failed/${endpointId}/${day}`,
    kind: 'webhook_failed',
    subject: endpointId,
    facts: { event: eventId, answer, attempts },
    at: now(),
  });
}
