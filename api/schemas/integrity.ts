import { z } from 'zod';
import { AnsweredInstant } from './fields.ts';

/** Something that must be true of the data and is not: the rule's name, what it was seen at, and by what. */
const Violation = z.object({
  rule: z.string(),
  subject: z.string(),
  facts: z.record(z.string(), z.unknown()),
});

export const Integrity = z
  .object({ checkedAt: AnsweredInstant, violations: z.array(Violation) })
  .meta({ id: 'Integrity' });
