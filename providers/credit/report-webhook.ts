import { z } from 'zod';
import type { BureauReport, ReportVerdict } from '../ports.ts';
import { isGenuineWebhook } from '../standard-webhooks.ts';

/** Ids of the bureau's own: any printable text. They are stored, compared and hashed, never part of another id. */
const BureauId = z.string().regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 printable characters');

/** What a bureau reports, in its webhook or as its answer (api.md, "Webhooks in"). Fields it does not know are ignored. */
export const CreditReport = z.object({
  id: BureauId,
  type: z.literal('credit.report'),
  at: z.iso.datetime({ offset: true }),
  data: z.object({
    applicationId: BureauId,
    score: z.int().min(0).max(1000),
    overdueInstalments: z.int().min(0).max(1000).optional(),
  }),
});

/** A report in our words. */
export function reportOf({ id, at, data }: z.output<typeof CreditReport>): BureauReport {
  const { applicationId, score, overdueInstalments = 0 } = data;
  return { id, at: new Date(at).toISOString(), applicationId, score, overdueInstalments };
}

export interface ReceivedReport {
  readonly secret: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  readonly now: Date;
}

/** What a webhook says, once its signature and its age are right: nothing of an unsigned body is parsed. */
export function readReport({ secret, headers, body, now }: ReceivedReport): ReportVerdict {
  if (!isGenuineWebhook({ secret, headers, body, now })) return { verdict: 'bad_signature' };
  const parsed = CreditReport.safeParse(jsonOf(body));
  if (!parsed.success) return { verdict: 'unreadable', why: z.prettifyError(parsed.error) };
  return { verdict: 'report', report: reportOf(parsed.data) };
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
