import { SECOND } from '../../domain/duration.ts';
import { circuitFor, leftAlone } from '../circuit.ts';
import type { BreakerOptions, Guarded } from '../circuit.ts';
import type { LogisticsProvider, ParcelSubscription, SubscriptionAnswer } from '../ports.ts';
import { providerCaller } from '../provider-calls.ts';
import { readUpdate } from './update-webhook.ts';

/** Below the 10 s the order's loop waits (rules.md 5). */
const ANSWER_WITHIN = 8 * SECOND;

/** Statuses that say that there is no such parcel for us; a key that is not taken (401, 403) may be put right. */
const noes: readonly number[] = [400, 404, 409, 410, 422];

export interface HttpCarrierOptions extends BreakerOptions {
  /** In its webhooks' address: `/v1/webhooks/logistics/<name>`. */
  readonly name: string;
  readonly baseUrl: string;
  readonly webhookSecret: string;
  /** Sent as a bearer token where the carrier wants one. */
  readonly apiKey?: string | undefined;
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
}

/** A carrier that is left alone while it does not answer. */
export interface GuardedCarrier extends LogisticsProvider, Guarded {}

/**
 * A carrier, or who speaks for many, reached over HTTP; the sandbox's among them. `POST /subscriptions` with our key as idempotency
 * key is answered 200, 201 or 202, or with one of `noes`; anything else is an answer that never came.
 */
export function httpCarrier(options: HttpCarrierOptions): GuardedCarrier {
  const { name, baseUrl, webhookSecret: secret, apiKey, timeoutMs = ANSWER_WITHIN } = options;
  const post = providerCaller({ baseUrl, timeoutMs, fetch: options.fetch ?? globalThis.fetch });
  const { circuit, call } = circuitFor(name, options);
  const subscribe = async ({ key, ...parcel }: ParcelSubscription): Promise<SubscriptionAnswer> => {
    const authorization = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
    const headers = { 'idempotency-key': key, ...authorization };
    const reply = await post({ method: 'POST', path: '/subscriptions', headers, body: parcel });
    if (!reply.reached) return { state: 'unknown', why: reply.why };
    const { status } = reply;
    if (status === 200 || status === 201 || status === 202) return { state: 'subscribed' };
    return { state: noes.includes(status) ? 'refused' : 'unknown', why: `answered ${status}` };
  };
  return {
    name,
    circuit,
    subscribe: (parcel) =>
      call(
        () => subscribe(parcel),
        () => ({ state: 'unknown', why: leftAlone }),
      ),
    verifyWebhook: (headers, body, now) => readUpdate({ secret, headers, body, now }),
  };
}
