import { z } from 'zod';
import { messagePurposes } from '../../domain/messages/message.ts';
import { AnsweredInstant, OutsideId } from './fields.ts';

/** A message in a buyer's in-app inbox. */
export const InboxMessage = z
  .object({
    id: z.string(),
    orderId: z.string(),
    purpose: z.enum(messagePurposes),
    stage: z.string().optional(),
    locale: z.string(),
    subject: z.string().optional(),
    body: z.string(),
    at: AnsweredInstant,
    readAt: AnsweredInstant.optional(),
  })
  .meta({ id: 'InboxMessage' });

/** A message's id holds slashes: in an address they are written `%2F`. */
export const InboxMessageParams = z.object({ customerId: OutsideId, messageId: z.string().min(1).max(300) });

/** A browser's PushSubscription, as `JSON.stringify` writes it. */
export const PushSubscription = z.strictObject({
  endpoint: z.url().max(2_000),
  expirationTime: z.number().nullable().optional(),
  keys: z.strictObject({
    /** An uncompressed P-256 point: 65 bytes. */
    p256dh: z.string().regex(/^[A-Za-z0-9_-]{87}=?$/, 'must be a base64url P-256 key'),
    /** 16 bytes. */
    auth: z.string().regex(/^[A-Za-z0-9_-]{22}(?:==)?$/, 'must be 16 bytes of base64url'),
  }),
});

export const StoredPushSubscription = z.object({ id: z.string() }).meta({ id: 'PushSubscription' });

/** Which browser; all of the buyer's if left out. */
export const PushSubscriptionRemoval = z.strictObject({ endpoint: z.url().max(2_000).optional() });
