import { SECOND } from '../../domain/duration.ts';
import { whyUnreached } from '../../providers/unreached.ts';
import { signWebhook } from '../../providers/standard-webhooks.ts';

/** How long a receiver may take to answer. */
const ANSWER_WITHIN = 10 * SECOND;

export interface WebhookReceiver {
  readonly url: string;
  readonly secret: string;
}

/** Posts `event` once, signed as of `now`. Resolves to why the receiver does not have it, or undefined when it answered 2xx. */
export async function postEvent(
  { url, secret }: WebhookReceiver,
  event: { readonly id: string },
  now: Date,
  stopping: AbortSignal,
): Promise<string | undefined> {
  const body = JSON.stringify(event);
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        ...signWebhook({ secret, id: event.id, at: now, body }),
      },
      signal: AbortSignal.any([AbortSignal.timeout(ANSWER_WITHIN), stopping]),
    });
    await response.arrayBuffer();
    return response.ok ? undefined : `answered ${response.status}`;
  } catch (error) {
    return whyUnreached(error, ANSWER_WITHIN);
  }
}
