import { z } from 'zod';
import type { BureauReport, ReportVerdict } from '../ports.ts';
import { TheirId, readSigned } from '../signed-webhook.ts';
import type { IncomingWebhook } from '../standard-webhooks.ts';

/** What a bureau reports, in its webhook or as its answer (api.md, "Webhooks in"). Fields it does not know are ignored. */
export const CreditReport = z.object({
  id: TheirId,
  type: z.literal('credit.report'),
  at: z.iso.datetime({ offset: true }),
  data: z.object({
    applicationId: TheirId,
    score: z.int().min(0).max(1000),
    overdueInstalments: z.int().min(0).max(1000).optional(),
  }),
});

/** A report in our words. */
export function reportOf({ id, at, data }: z.output<typeof CreditReport>): BureauReport {
  const { applicationId, score, overdueInstalments = 0 } = data;
  return { id, at: new Date(at).toISOString(), applicationId, score, overdueInstalments };
}

/** What a bureau's webhook says. */
export function readReport(webhook: IncomingWebhook): ReportVerdict {
  const read = readSigned(webhook, CreditReport);
  return read.verdict === 'genuine' ? { verdict: 'report', report: reportOf(read.content) } : read;
}
