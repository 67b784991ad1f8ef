import { readReport } from '../providers/credit/report-webhook.ts';
import { readUpdate } from '../providers/logistics/update-webhook.ts';
import type { CreditBureau, LogisticsProvider } from '../providers/ports.ts';
import type { ApiConfig } from './config.ts';

/** Reads one bureau's webhooks. */
export type ReportSource = Pick<CreditBureau, 'name' | 'verifyWebhook'>;
/** Reads one carrier's webhooks. */
export type UpdateSource = Pick<LogisticsProvider, 'name' | 'verifyWebhook'>;

/** Whose reports are heard, by name. */
export function reportSources({ bureaus }: Pick<ApiConfig, 'bureaus'>): ReadonlyMap<string, ReportSource> {
  return heard(bureaus, (name, secret) => ({
    name,
    verifyWebhook: (headers, body, now) => readReport({ secret, headers, body, now }),
  }));
}

/** Whose updates are heard, by name. */
export function updateSources({ carriers }: Pick<ApiConfig, 'carriers'>): ReadonlyMap<string, UpdateSource> {
  return heard(carriers, (name, secret) => ({
    name,
    verifyWebhook: (headers, body, now) => readUpdate({ secret, headers, body, now }),
  }));
}

/** Who has no secret is not heard. */
function heard<Source>(
  secrets: Readonly<Record<string, string | undefined>>,
  sourceOf: (name: string, secret: string) => Source,
): ReadonlyMap<string, Source> {
  return new Map(
    Object.entries(secrets).flatMap(([name, secret]) =>
      secret === undefined ? [] : [[name, sourceOf(name, secret)] as const],
    ),
  );
}
