import { createHmac, timingSafeEqual } from 'node:crypto';
import { MINUTE, SECOND } from '../domain/duration.ts';

/** How far a webhook's timestamp may be from now, both ways (api.md: older than 5 min is refused). */
export const WEBHOOK_TOLERANCE = 5 * MINUTE;

/** The headers of Standard Webhooks 1.0. A type alias, so that it can be handed to `fetch` as it is. */
export type WebhookHeaders = {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
};

export interface OutgoingWebhook {
  readonly secret: string;
  readonly id: string;
  /** When this attempt is sent, not when the thing happened: an attempt made hours later is signed afresh. */
  readonly at: Date;
  readonly body: string;
}

export interface IncomingWebhook {
  readonly secret: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  readonly now: Date;
  readonly toleranceMs?: number;
}

/** The headers that sign `body` per Standard Webhooks. Throws on a secret that is not base64 (with or without `whsec_`). */
export function signWebhook({ secret, id, at, body }: OutgoingWebhook): WebhookHeaders {
  const timestamp = String(epochSeconds(at));
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature(secret, id, timestamp, body).toString('base64')}`,
  };
}

/**
 * Whether `body` carries a valid signature made within the tolerance of `now` (default 5 min, both ways). One good
 * signature among several is enough: senders sign twice while they change secrets. Header names in any case. The
 * `standardwebhooks` package is not used for this because it reads the machine's clock.
 */
export function isGenuineWebhook({
  secret,
  headers,
  body,
  now,
  toleranceMs = WEBHOOK_TOLERANCE,
}: IncomingWebhook): boolean {
  const named = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const id = named.get('webhook-id');
  const timestamp = named.get('webhook-timestamp');
  const signatures = named.get('webhook-signature');
  if (!id || !timestamp || !signatures || !isRecent(timestamp, now, toleranceMs)) return false;
  const expected = signature(secret, id, timestamp, body);
  return signatures.split(' ').some((candidate) => isSame(candidate, expected));
}

/** The key inside a `whsec_…` secret. Throws when there is none: an empty key would accept forged messages. */
export function webhookKey(secret: string): Buffer {
  const encoded = secret.startsWith('whsec_') ? secret.slice('whsec_'.length) : secret;
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) throw new Error('a webhook secret must be whsec_ and base64');
  return Buffer.from(encoded, 'base64');
}

function signature(secret: string, id: string, timestamp: string, body: string): Buffer {
  return createHmac('sha256', webhookKey(secret)).update(`${id}.${timestamp}.${body}`).digest();
}

function isRecent(timestamp: string, now: Date, toleranceMs: number): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  return Math.abs(epochSeconds(now) - Number(timestamp)) * SECOND <= toleranceMs;
}

function isSame(candidate: string, expected: Buffer): boolean {
  const [version, encoded] = candidate.split(',');
  if (version !== 'v1' || !encoded) return false;
  const given = Buffer.from(encoded, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function epochSeconds(at: Date): number {
  return Math.floor(at.getTime() / SECOND);
}
