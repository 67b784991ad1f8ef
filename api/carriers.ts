import { readUpdate } from '../providers/logistics/update-webhook.ts';
import type { LogisticsProvider } from '../providers/ports.ts';
import type { ApiConfig } from './config.ts';

/** Reads one carrier's webhooks. */
export type UpdateSource = Pick<LogisticsProvider, 'name' | 'verifyWebhook'>;

/** Whose updates are heard, by name. */
export function updateSources({ carriers }: Pick<ApiConfig, 'carriers'>): ReadonlyMap<string, UpdateSource> {
  const named = [
    ['sandbox', carriers.sandbox],
    ['carrier', carriers.carrier],
  ] as const;
  return new Map(
    named.flatMap(([name, secret]) => {
      if (secret === undefined) return [];
      const verifyWebhook: UpdateSource['verifyWebhook'] = (headers, body, now) =>
        readUpdate({ secret, headers, body, now });
      return [[name, { name, verifyWebhook }] as const];
    }),
  );
}
