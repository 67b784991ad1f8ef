import { circuitFor, leftAlone } from '../circuit.ts';
import type { BreakerOptions, Guarded } from '../circuit.ts';
import { outsideCaller } from '../outside-system.ts';
import type { OutsideSystem } from '../outside-system.ts';
import type { LogisticsProvider, ParcelSubscription, SubscriptionAnswer } from '../ports.ts';
import { readUpdate } from './update-webhook.ts';

/** Statuses that say that there is no such parcel for us; a key that is not taken (401, 403) may be put right. */
const noes: readonly number[] = [400, 404, 409, 410, 422];

/** A carrier that is left alone while it does not answer. */
export interface GuardedCarrier extends LogisticsProvider, Guarded {}

/**
 * A carrier, or who speaks for many, reached over HTTP; the sandbox's among them. `POST /subscriptions` with our key as idempotency
 * key is answered 200, 201 or 202, or with one of `noes`; anything else is an answer that never came.
 */
export function httpCarrier(system: OutsideSystem & BreakerOptions): GuardedCarrier {
  const { name, webhookSecret: secret } = system;
  const post = outsideCaller(system);
  const { circuit, call } = circuitFor(name, system);
  const subscribe = async ({ key, ...parcel }: ParcelSubscription): Promise<SubscriptionAnswer> => {
    const headers = { 'idempotency-key': key };
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
