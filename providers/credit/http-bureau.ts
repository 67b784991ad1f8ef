import { outsideCaller } from '../outside-system.ts';
import type { OutsideSystem } from '../outside-system.ts';
import type { CreditBureau, ReportAnswer } from '../ports.ts';
import { CreditReport, readReport, reportOf } from './report-webhook.ts';

/**
 * A credit bureau reached over HTTP, the sandbox's among them. `POST /reports` with the application's id as idempotency key
 * is answered 202 (the report comes by webhook) or 200 with the report itself; anything else is an answer that never came.
 */
export function httpBureau(system: OutsideSystem): CreditBureau {
  const { name, webhookSecret: secret } = system;
  const call = outsideCaller(system);
  return {
    name,
    async requestReport(request): Promise<ReportAnswer> {
      const headers = { 'idempotency-key': request.applicationId };
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
