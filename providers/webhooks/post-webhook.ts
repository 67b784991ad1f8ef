import { SECOND } from '../../domain/duration.ts';
import { signWebhook } from '../standard-webhooks.ts';

export interface SignedPost {
  readonly url: string;
  readonly secret: string;
  readonly id: string;
  readonly body: string;
  /** When it is sent, for the signature. */
  readonly at: Date;
}

/** What came of it: `taken` with any status of success. `gone`: it says that it wants no more (410). */
export type PostAnswer = { readonly state: 'taken' | 'gone' | 'failed'; readonly answer: string };

/** Whoever takes a webhook says so at once and works on it later. */
const PATIENCE = 10 * SECOND;

/** Sends one signed webhook, once. Redirections are not followed: the address is the one that was given to us. Never throws. */
export async function postWebhook({ url, secret, id, body, at }: SignedPost): Promise<PostAnswer> {
  const headers = { 'content-type': 'application/json', ...signWebhook({ secret, id, at, body }) };
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
    await response.body?.cancel();
    const answer = String(response.status);
    if (response.ok) return { state: 'taken', answer };
    return { state: response.status === 410 ? 'gone' : 'failed', answer };
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    return { state: 'failed', answer: timedOut ? 'no answer within 10 s' : 'could not be reached' };
  }
}
