import { SECOND } from '../../domain/duration.ts';
import type { CreditBureau, ReportAnswer } from '../ports.ts';
import { providerCaller } from '../provider-calls.ts';
import { CreditReport, readReport, reportOf } from './report-webhook.ts';

/** Below the 10 s the order's loop waits (rules.md 5). */
const ANSWER_WITHIN = 8 * SECOND;

export interface HttpBureauOptions {
  /** In its webhooks' address: `/v1/webhooks/credit/<name>`. */
  readonly name: string;
  readonly baseUrl: string;
  readonly webhookSecret: string;
  /** Sent as a bearer token where the bureau wants one. */
  readonly apiKey?: string | undefined;
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
}

/**
 * A credit bureau reached over HTTP, the sandbox's among them. `POST /reports` with the application's id as idempotency key
 * is answered 202 (the report comes by webhook) or 200 with the report itself; anything else is an answer that never came.
 */
export function httpBureau(options: HttpBureauOptions): CreditBureau {
  const {
    name,
    baseUrl,
    webhookSecret: secret,
    apiKey,
    timeoutMs = ANSWER_WITHIN,
    fetch = globalThis.fetch,
  } = options;
  const call = providerCaller({ baseUrl, timeoutMs, fetch });
  return {
    name,
    async requestReport(request): Promise<ReportAnswer> {
      const authorization = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
      const headers = { 'idempotency-key': request.applicationId, ...authorization };
      const reply = await call({ method: 'POST', path: '/reports', headers, body: request });
      if (!reply.reached) return { state: 'unknown', why: reply.why };
      if (reply.status === 202) return { state: 'requested' };
      const report = CreditReport.safeParse(reply.body);
      if (reply.status !== 200 || !report.success || report.data.data.applicationId !== request.applicationId)
        return { state: 'unknown', why: `answered ${reply.status} without a report` };
      return { state: 'reported', report: reportOf(report.data) };
    },
    verifyWebhook: (headers, body, now) => readReport({ secret, headers, body, now }),
  };
}
