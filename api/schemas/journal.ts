import { z } from 'zod';
import { journalKinds } from '../../domain/journal.ts';
import { AnsweredInstant } from './fields.ts';

/** One line of what happened to an order and why. */
export const JournalEntry = z
  .object({
    at: AnsweredInstant,
    kind: z.enum(journalKinds),
    reason: z.string().optional(),
    actor: z.enum(['buyer', 'staff', 'provider', 'engine', 'service']),
    facts: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'JournalEntry' });
