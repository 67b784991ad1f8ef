import type { InboxMessage } from '../../prisma/inbox.ts';
import { present } from './present.ts';

/** A message in a buyer's inbox. */
export function inboxMessageView({
  id,
  orderId,
  purpose,
  locale,
  body,
  at,
  stage,
  subject,
  readAt,
}: InboxMessage) {
  return { id, orderId, purpose, locale, body, at, ...present({ stage, subject, readAt }) };
}
