import { z } from 'zod';
import { messagePurposes, writtenChannels } from '../../domain/messages/message.ts';
import { messageStates } from '../../prisma/messages.ts';
import { AnsweredInstant } from './fields.ts';

/** A message planned for, or sent to, a buyer. */
export const Message = z
  .object({
    id: z.string(),
    purpose: z.enum(messagePurposes),
    stage: z.string().optional(),
    channel: z.enum(writtenChannels),
    to: z.string(),
    locale: z.string(),
    subject: z.string().optional(),
    body: z.string(),
    state: z.enum(messageStates),
    at: AnsweredInstant,
    sentAt: AnsweredInstant.optional(),
    error: z.string().optional(),
    parts: z.int().optional(),
    template: z.string().optional(),
    deliveredAt: AnsweredInstant.optional(),
    readAt: AnsweredInstant.optional(),
  })
  .meta({ id: 'Message' });
