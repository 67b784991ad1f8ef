import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Arrival, untilTaken } from '../sandbox/until-taken.ts';

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
  ...Arrival.shape,
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

/** The sandbox bureau's books, in memory: nothing is answered by itself (api.md). */
export function openBureau(options: BureauOptions): Bureau {
  const known = new Map<string, KnownRequest>();
  const { webhookUrl: url, webhookSecret: secret, now, onTrouble } = options;
  const sender = untilTaken({ receiver: { url, secret }, now, onTrouble });
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
      sender.send(event, { webhook, after });
      return event;
    },
    stop: () => sender.stop(),
  };
}
