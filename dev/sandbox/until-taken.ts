import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { SECOND, durationMs, isDuration } from '../../domain/duration.ts';
import { postEvent } from './webhook-post.ts';
import type { WebhookReceiver } from './webhook-post.ts';

/** How a person, or a test, lets a webhook arrive. */
export const Arrival = z.object({
  webhook: z.enum(['send', 'drop', 'twice', 'late']).default('send'),
  after: z.string().refine(isDuration, 'must be a duration such as PT2S').default('PT2S'),
});
export type Arrival = z.output<typeof Arrival>;

/** Waits after a webhook that was not taken; after the last one it is given up: a person can send a fresh one. */
const RETRIES = [200, SECOND, 5 * SECOND, 30 * SECOND];

export interface Sender {
  send(event: { readonly id: string }, arrival: Arrival): void;
  /** Ends what is under way, and begins no more. */
  stop(): Promise<void>;
}

export interface SenderOptions {
  readonly receiver: WebhookReceiver;
  readonly now: () => Date;
  /** Told of webhooks that nobody took. */
  readonly onTrouble: (why: string) => void;
}

/** Sends webhooks until they are taken, signed afresh each time; they are in memory only. */
export function untilTaken({ receiver, now, onTrouble }: SenderOptions): Sender {
  const underway = new Set<Promise<void>>();
  const stopping = new AbortController();

  async function post(event: { readonly id: string }, waitMs: number): Promise<void> {
    for (const wait of [waitMs, ...RETRIES]) {
      const isStopped = await delay(wait, false, { signal: stopping.signal }).catch(() => true);
      if (isStopped) return;
      const why = await postEvent(receiver, event, now(), stopping.signal);
      if (why === undefined) return;
      onTrouble(why);
    }
  }

  return {
    send(event, { webhook, after }) {
      const copies = webhook === 'twice' ? 2 : webhook === 'drop' ? 0 : 1;
      for (let copy = 0; copy < copies; copy += 1) {
        const waitMs = webhook === 'late' ? durationMs(after) : 0;
        const sent = post(event, waitMs).finally(() => underway.delete(sent));
        underway.add(sent);
      }
    },
    async stop() {
      stopping.abort();
      await Promise.all(underway);
    },
  };
}
