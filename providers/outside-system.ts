import { SECOND } from '../domain/duration.ts';
import { providerCaller } from './provider-calls.ts';
import type { ProviderCall, ProviderReply } from './provider-calls.ts';

/** Below the 10 s the order's loop waits (rules.md 5). */
const ANSWER_WITHIN = 8 * SECOND;

/** A system of somebody else's that is asked over HTTP and tells by signed webhooks: a bureau, a carrier. */
export interface OutsideSystem {
  /** The last part of its webhooks' address. */
  readonly name: string;
  readonly baseUrl: string;
  readonly webhookSecret: string;
  /** Sent as a bearer token where it wants one. */
  readonly apiKey?: string | undefined;
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
}

/** Makes calls to it that never throw. */
export function outsideCaller({
  baseUrl,
  apiKey,
  timeoutMs = ANSWER_WITHIN,
  fetch = globalThis.fetch,
}: OutsideSystem): (call: ProviderCall) => Promise<ProviderReply> {
  return providerCaller({ baseUrl, apiKey, timeoutMs, fetch });
}
