import { readReport } from '../providers/credit/report-webhook.ts';
import type { CreditBureau } from '../providers/ports.ts';
import type { ApiConfig } from './config.ts';

/** Reads one bureau's webhooks. */
export type ReportSource = Pick<CreditBureau, 'name' | 'verifyWebhook'>;

/** Whose reports are heard, by name. */
export function reportSources({ bureaus }: Pick<ApiConfig, 'bureaus'>): ReadonlyMap<string, ReportSource> {
  const named = [
    ['sandbox', bureaus.sandbox],
    ['bureau', bureaus.bureau],
  ] as const;
  return new Map(
    named.flatMap(([name, secret]) => {
      if (secret === undefined) return [];
      const verifyWebhook: ReportSource['verifyWebhook'] = (headers, body, now) =>
        readReport({ secret, headers, body, now });
      return [[name, { name, verifyWebhook }] as const];
    }),
  );
}
