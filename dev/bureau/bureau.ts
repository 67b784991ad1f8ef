import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { durationMs, isDuration } from '../../domain/duration.ts';
import { whyUnreached } from '../../providers/payment/unreached.ts';
import { signWebhook } from '../../providers/standard-webhooks.ts';
import { SECOND } from '../../domain/duration.ts';

/** A request for a report, as Holdfast makes it. What it says of the person is not kept. */
export const ReportRequest = z.looseObject({
  applicationId: z.string().min(1).max(64),
  product: z.string(),
  term: z.int(),
  amount: z.int(),
  currency: z.string(),
});

/** What a person, or a test, lets the bureau answer. */
export const Answer = z.strictObject({
  score: z.int().min(0).max(1000),
  overdueInstalments: z.int().min(0).default(0),
  webhook: z.enum(['send', 'drop', 'twice', 'late']).default('send'),
  after: z.string().refine(isDuration, 'must be a duration such as PT2S').default('PT2S'),
  id: z.string().min(1).max(255).optional(),
});

/** A request the bureau has, and what it answered. */
export interface KnownRequest {
  readonly applicationId: string;
  readonly product: string;
  readonly term: number;
  readonly amount: number;
  readonly currency: string;
  readonly answers: readonly ReportEvent[];
}

export interface ReportEvent {
  readonly id: string;
  readonly type: 'credit.report';
  readonly at: string;
  readonly data: {
    readonly applicationId: string;
    readonly score: number;
    readonly overdueInstalments: number;
  };
}

export interface BureauOptions {
  /** Where reports are posted, and the secret they are signed with. */
  readonly webhookUrl: string;
  readonly webhookSecret: string;
  readonly now: () => Date;
  /** Told of webhooks that nobody took. */
  readonly onTrouble: (why: string) => void;
}

export interface Bureau {
  /** Takes a request, once per application. */
  request(asked: z.output<typeof ReportRequest>): KnownRequest;
  find(applicationId: string): KnownRequest | undefined;
  list(): readonly KnownRequest[];
  /** Answers an application, asked for or not: a bureau may know of it otherwise. */
  answer(applicationId: string, answer: z.output<typeof Answer>): ReportEvent;
  /** Waits for the webhooks under way, and begins no more. */
  stop(): Promise<void>;
}

/** Waits after a webhook that was not taken; after the last one it is given up: a fresh answer may be asked for. */
const RETRIES = [200, SECOND, 5 * SECOND, 30 * SECOND];
const ANSWER_WITHIN = 10 * SECOND;

/** The sandbox bureau's books, in memory: nothing is answered by itself (api.md). */
export function openBureau(options: BureauOptions): Bureau {
  const known = new Map<string, KnownRequest>();
  const underway = new Set<Promise<void>>();
  const stopping = new AbortController();
  const send = (event: ReportEvent, waitMs: number) => {
    const sent = post(options, event, waitMs, stopping.signal).finally(() => underway.delete(sent));
    underway.add(sent);
  };
  return {
    request({ applicationId, product, term, amount, currency }) {
      const asked = known.get(applicationId) ?? {
        applicationId,
        product,
        term,
        amount,
        currency,
        answers: [],
      };
      known.set(applicationId, asked);
      return asked;
    },
    find: (applicationId) => known.get(applicationId),
    list: () => [...known.values()],
    answer(applicationId, { score, overdueInstalments, webhook, after, id = `rep_${randomUUID()}` }) {
      const data = { applicationId, score, overdueInstalments };
      const event: ReportEvent = { id, type: 'credit.report', at: options.now().toISOString(), data };
      const asked = known.get(applicationId);
      if (asked) known.set(applicationId, { ...asked, answers: [...asked.answers, event] });
      const copies = webhook === 'twice' ? 2 : webhook === 'drop' ? 0 : 1;
      for (let copy = 0; copy < copies; copy += 1) send(event, webhook === 'late' ? durationMs(after) : 0);
      return event;
    },
    async stop() {
      stopping.abort();
      await Promise.all(underway);
    },
  };
}

/** Sends a report until it is taken, signed afresh each time. */
async function post(
  options: BureauOptions,
  event: ReportEvent,
  waitMs: number,
  stop: AbortSignal,
): Promise<void> {
  for (const wait of [waitMs, ...RETRIES]) {
    const isStopped = await delay(wait, false, { signal: stop }).catch(() => true);
    if (isStopped) return;
    const why = await postOnce(options, event, stop);
    if (why === undefined) return;
    options.onTrouble(why);
  }
}

async function postOnce(
  { webhookUrl, webhookSecret: secret, now }: BureauOptions,
  event: ReportEvent,
  stop: AbortSignal,
): Promise<string | undefined> {
  const body = JSON.stringify(event);
  const headers = {
    'content-type': 'application/json',
    ...signWebhook({ secret, id: event.id, at: now(), body }),
  };
  const signal = AbortSignal.any([AbortSignal.timeout(ANSWER_WITHIN), stop]);
  try {
    const response = await fetch(webhookUrl, { method: 'POST', body, headers, signal });
    await response.arrayBuffer();
    return response.ok ? undefined : `answered ${response.status}`;
  } catch (error) {
    return whyUnreached(error, ANSWER_WITHIN);
  }
}
