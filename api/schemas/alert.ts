import { z } from 'zod';
import { AnsweredInstant } from './fields.ts';

/** Something staff have to look at. */
export const Alert = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    subject: z.string(),
    facts: z.record(z.string(), z.unknown()),
    at: AnsweredInstant,
    acknowledgedAt: AnsweredInstant.optional(),
  })
  .meta({ id: 'Alert' });
