import { z } from 'zod';
import { writtenChannels } from '../../domain/messages/message.ts';
import { standingLevels } from '../../domain/validity/standing-level.ts';
import { AnsweredInstant, Locale, Note } from './fields.ts';

/** What somebody is called. */
export const Name = z.string().trim().min(1).max(200);
/** Digits, and what people write between them; how a channel dials it is the channel's matter. */
export const Phone = z.string().regex(/^\+?[0-9][0-9 ()-]{2,30}$/, 'must be a phone number');
export const Email = z.email().max(254);
/** Which ways to reach him a buyer allows. */
export const Consents = z.strictObject({
  sms: z.boolean(),
  email: z.boolean(),
  push: z.boolean(),
  in_app: z.boolean(),
  call: z.boolean(),
});
const Tag = z.string().trim().min(1).max(64);

/** What may be set of a buyer; a field left out stays, null takes it away. */
export const CustomerSettings = z.strictObject({
  name: Name.nullable().optional(),
  phone: Phone.nullable().optional(),
  email: Email.nullable().optional(),
  locale: Locale.nullable().optional(),
  consents: Consents.partial().optional(),
  tags: z.array(Tag).max(50).optional(),
});

export const Customer = z
  .object({
    id: z.string(),
    name: z.string().optional(),
    phone: z.string().optional(),
    email: z.string().optional(),
    locale: z.string().optional(),
    consents: Consents,
    tags: z.array(z.string()),
    /** Where his address can't be reached; set another one and it counts again. */
    unreachable: z
      .array(z.object({ channel: z.enum(writtenChannels), reason: z.string(), since: AnsweredInstant }))
      .optional(),
    erasedAt: AnsweredInstant.optional(),
  })
  .meta({ id: 'Customer' });

export const StandingReason = z.strictObject({ reason: Note });

const Sentence = z.object({ code: z.string(), text: z.string(), at: AnsweredInstant.optional() });

/**
 * A buyer's record of paying: the stored level, how much of the way to `blocked` is left (100 is all of it), why, and what improves it;
 * both in the buyer's language. `appeal`: one waits to be decided.
 */
export const Standing = z
  .object({
    level: z.enum(standingLevels),
    score: z.int().min(0).max(100),
    reasons: z.array(Sentence),
    improves: z.array(Sentence),
    since: AnsweredInstant.optional(),
    appeal: z.object({ id: z.string(), at: AnsweredInstant }).optional(),
  })
  .meta({ id: 'Standing' });
