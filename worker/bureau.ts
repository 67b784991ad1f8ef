import { httpBureau } from '../providers/credit/http-bureau.ts';
import type { CreditBureau } from '../providers/ports.ts';
import type { WorkerConfig } from './config.ts';

/** Who is asked about applicants: a real bureau where one is set, else the sandbox's; undefined where neither is. */
export function bureauOf(config: WorkerConfig): CreditBureau | undefined {
  const {
    CREDIT_BUREAU_URL: baseUrl,
    CREDIT_BUREAU_SECRET: webhookSecret,
    CREDIT_BUREAU_KEY: apiKey,
  } = config;
  if (baseUrl !== undefined && webhookSecret !== undefined)
    return httpBureau({ name: 'bureau', baseUrl, webhookSecret, apiKey });
  const { CREDIT_SANDBOX_URL: sandboxUrl, CREDIT_SANDBOX_SECRET: sandboxSecret } = config;
  return sandboxUrl !== undefined && sandboxSecret !== undefined
    ? httpBureau({ name: 'sandbox', baseUrl: sandboxUrl, webhookSecret: sandboxSecret })
    : undefined;
}
