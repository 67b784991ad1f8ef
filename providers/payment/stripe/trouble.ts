import { Stripe } from 'stripe';

/**
 * What a call that threw says: nothing that can be relied on (no connection, a server error, too many requests, a wrong key), or a
 * refusal of this very request.
 */
export type StripeTrouble =
  | { readonly kind: 'unreached'; readonly why: string }
  | { readonly kind: 'key_reused'; readonly why: string }
  | { readonly kind: 'missing'; readonly why: string }
  | { readonly kind: 'refused'; readonly code: string; readonly why: string };

/** Reads an error of Stripe's library. Throws what is none of its errors: that is a bug of ours. */
export function troubleOf(error: unknown): StripeTrouble {
  if (error instanceof Stripe.errors.StripeIdempotencyError)
    return { kind: 'key_reused', why: 'the key was used with other parameters' };
  if (error instanceof Stripe.errors.StripeInvalidRequestError) {
    const { statusCode, code = 'invalid_request' } = error;
    if (statusCode === 409) return { kind: 'unreached', why: 'another call with the same key is under way' };
    if (code === 'resource_missing' || statusCode === 404) return { kind: 'missing', why: 'it is not there' };
    return { kind: 'refused', code, why: `${code}: ${error.message}` };
  }
  if (error instanceof Stripe.errors.StripeError)
    return { kind: 'unreached', why: `${error.type}${error.statusCode ? ` ${error.statusCode}` : ''}` };
  throw error;
}
