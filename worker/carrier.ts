import type { BreakerOptions } from '../providers/circuit.ts';
import { httpCarrier } from '../providers/logistics/http-carrier.ts';
import type { GuardedCarrier } from '../providers/logistics/http-carrier.ts';
import type { WorkerConfig } from './config.ts';

/** Who is asked where parcels are: a real carrier where one is set, else the sandbox's; undefined where neither is. */
export function carrierOf(config: WorkerConfig, breaker: BreakerOptions): GuardedCarrier | undefined {
  const { LOGISTICS_URL: baseUrl, LOGISTICS_SECRET: webhookSecret, LOGISTICS_KEY: apiKey } = config;
  if (baseUrl !== undefined && webhookSecret !== undefined)
    return httpCarrier({ ...breaker, name: 'carrier', baseUrl, webhookSecret, apiKey });
  const { LOGISTICS_SANDBOX_URL: sandboxUrl, LOGISTICS_SANDBOX_SECRET: sandboxSecret } = config;
  return sandboxUrl !== undefined && sandboxSecret !== undefined
    ? httpCarrier({ ...breaker, name: 'sandbox', baseUrl: sandboxUrl, webhookSecret: sandboxSecret })
    : undefined;
}
