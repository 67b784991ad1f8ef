import { z } from 'zod';
import { standingLevels } from '../../domain/validity/standing-level.ts';
import { AnsweredInstant, Note } from './fields.ts';

export const AppealWords = z.strictObject({ note: Note });

export const AppealDecision = z.strictObject({ decision: z.enum(['granted', 'refused']), note: Note });

/** What a buyer says against his level, and what a person decided. */
export const StandingAppeal = z
  .object({
    id: z.string(),
    customerId: z.string(),
    level: z.enum(standingLevels),
    note: z.string(),
    at: AnsweredInstant,
    decision: z.enum(['granted', 'refused']).optional(),
    decisionNote: z.string().optional(),
    decidedAt: AnsweredInstant.optional(),
  })
  .meta({ id: 'StandingAppeal' });
