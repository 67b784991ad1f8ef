import { z } from 'zod';
import { isGenuineWebhook } from './standard-webhooks.ts';
import type { IncomingWebhook } from './standard-webhooks.ts';

/** Ids of somebody else's: any printable text. They are stored, compared and hashed, never part of another id. */
export const TheirId = z.string().regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 printable characters');

export type ReadBody<Content> =
  | { readonly verdict: 'genuine'; readonly content: Content }
  | { readonly verdict: 'unreadable'; readonly why: string };

/**
 * What is in a webhook that is signed per Standard Webhooks, once its signature and its age (5 min both ways, api.md) are right. The
 * signature is looked at first: nothing of an unsigned body is parsed. A body's own `id` counts, not the header's.
 */
export function readSigned<Content>(
  webhook: IncomingWebhook,
  body: z.ZodType<Content>,
): ReadBody<Content> | { readonly verdict: 'bad_signature' } {
  return isGenuineWebhook(webhook) ? readBody(webhook.body, body) : { verdict: 'bad_signature' };
}

/** What is in a body that is known to be genuine. */
export function readBody<Content>(text: string, body: z.ZodType<Content>): ReadBody<Content> {
  const parsed = body.safeParse(jsonOf(text));
  if (!parsed.success) return { verdict: 'unreadable', why: z.prettifyError(parsed.error) };
  return { verdict: 'genuine', content: parsed.data };
}

/** The parsed JSON, or undefined for text that is none: it then fails as a whole. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
