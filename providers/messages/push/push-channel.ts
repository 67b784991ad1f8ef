import { createHash } from 'node:crypto';
import webpush from 'web-push';
import { oneLine, shortened } from '../../../domain/messages/one-line.ts';
import { ProviderUnavailable } from '../../ports.ts';
import type { DeliveryAnswer, MessageChannel, OutgoingMessage } from '../../ports.ts';
import { handOver } from '../hand-over.ts';
import { isPushEndpoint } from './push-endpoint.ts';

/** A browser that shows a buyer's messages. */
export interface PushDevice {
  readonly id: string;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/** Where subscriptions are kept. A message's address is its buyer's id: it goes to all of his browsers. */
export interface PushDevices {
  of(customerId: string): Promise<readonly PushDevice[]>;
  /** The push service says that it is no more. */
  forget(device: Pick<PushDevice, 'id'>): Promise<void>;
}

export interface PushSettings {
  /** VAPID (RFC 8292): who sends, and the keys browsers know us by. `subject` is a `mailto:` or `https:` address. */
  readonly subject: string;
  readonly publicKey: string;
  readonly privateKey: string;
  /** The push services that may be called. */
  readonly services: readonly string[];
  /** How long a service keeps a message for a browser that is away, in seconds. */
  readonly ttlSeconds: number;
  readonly timeoutMs: number;
  readonly devices: PushDevices;
}

/**
 * Web push (RFC 8030, 8291). The message's id is hashed to the push's `Topic` and, in the payload, to the notification's tag: the same
 * message twice replaces itself. Sent when one browser's service took it; a browser that is gone is forgotten. Throws
 * `ProviderUnavailable` where none took it and one may later.
 */
export function pushChannel(settings: PushSettings): MessageChannel {
  return {
    channel: 'push',
    honoursKey: true,
    async deliver(message) {
      const devices = await settings.devices.of(message.to);
      const answers = await Promise.all(devices.map((device) => handTo(settings, device, message)));
      return answerOf(answers);
    },
  };
}

type DeviceAnswer = 'taken' | 'gone' | 'refused' | 'trouble';

function answerOf(answers: readonly DeviceAnswer[]): DeliveryAnswer {
  if (answers.includes('taken')) return { state: 'sent' };
  if (answers.includes('trouble')) throw new ProviderUnavailable('push service: no answer');
  return answers.includes('refused')
    ? { state: 'failed', why: 'refused: by the push service' }
    : { state: 'failed', why: 'no_device: no subscription is left' };
}

async function handTo(
  settings: PushSettings,
  device: PushDevice,
  message: OutgoingMessage,
): Promise<DeviceAnswer> {
  if (!isPushEndpoint(device.endpoint, settings.services)) return 'refused';
  const request = encrypted(settings, device, message);
  if (!request) return 'refused';
  const { timeoutMs, devices } = settings;
  const status = await handOver({ ...request, url: device.endpoint, method: 'POST', timeoutMs }).then(
    (answer) => answer.status,
    () => undefined,
  );
  if (status === 404 || status === 410) await devices.forget(device);
  return meaningOf(status);
}

function meaningOf(status: number | undefined): DeviceAnswer {
  if (status === undefined || status === 429 || status >= 500) return 'trouble';
  if (status === 404 || status === 410) return 'gone';
  return status >= 200 && status < 300 ? 'taken' : 'refused';
}

/** The request's headers and encrypted body; undefined where the subscription's keys are none. */
function encrypted(settings: PushSettings, { endpoint, p256dh, auth }: PushDevice, message: OutgoingMessage) {
  const { subject, publicKey, privateKey, ttlSeconds: TTL } = settings;
  const topic = createHash('sha256').update(message.id).digest('base64url').slice(0, 32);
  try {
    const { headers, body } = webpush.generateRequestDetails(
      { endpoint, keys: { p256dh, auth } },
      payloadOf(message, topic),
      { TTL, topic, urgency: 'high', vapidDetails: { subject, publicKey, privateKey } },
    );
    const { 'Content-Length': _, ...rest } = headers;
    return { headers: stringsOf(rest), body: new Uint8Array(body) };
  } catch {
    return undefined;
  }
}

/** A push holds 4,096 bytes with its encryption; words beyond this are cut. */
const MOST_CHARACTERS = 900;

/** What the shop's service worker gets: JSON to make a notification of. */
function payloadOf({ id, subject = '', text, url, unsubscribeUrl }: OutgoingMessage, tag: string): string {
  return JSON.stringify({
    id,
    tag,
    title: shortened(oneLine(subject), 200),
    body: shortened(oneLine(text), MOST_CHARACTERS),
    ...(url === undefined ? {} : { url }),
    ...(unsubscribeUrl === undefined ? {} : { stopUrl: unsubscribeUrl }),
  });
}

function stringsOf(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
