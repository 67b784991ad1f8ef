import { requestNotes } from '../prisma/request-notes.ts';
import type { Dependencies } from './dependencies.ts';

/** A code: what reports group by, and what a workflow may know. */
const CODE = /^[a-z][a-z0-9_]{0,39}$/;

/** Whether a person's words are a code. */
export function isReasonCode(text: string): boolean {
  return CODE.test(text);
}

interface GivenReason {
  readonly requestId: string;
  readonly orderId: string;
  readonly text: string;
  /** The machine's. */
  readonly now: string;
}

/**
 * The reason of a request as its workflow may know it (rules.md 9). A code (`too_expensive`) is handed on; a person's own words may
 * hold personal data, so they are kept as the request's note and `other` is handed on.
 */
export async function keepReason(
  { database }: Pick<Dependencies, 'database'>,
  { requestId, orderId, text, now }: GivenReason,
): Promise<{ readonly reason: string; readonly noteId?: string }> {
  if (isReasonCode(text)) return { reason: text };
  await requestNotes(database.client).keep({ id: requestId, orderId, note: text, at: now });
  return { reason: 'other', noteId: requestId };
}
