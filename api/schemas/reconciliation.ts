import { z } from 'zod';
import { repairs } from '../../prisma/reconciliations.ts';
import { AnsweredInstant } from './fields.ts';

/** Something that providers, events, payments, orders and ledger know differently, and what it needs. */
const Difference = z.object({
  rule: z.string(),
  subject: z.string(),
  facts: z.record(z.string(), z.unknown()),
  repair: z.enum(repairs),
  repaired: z.boolean(),
});

/** `differences` and `sessions` are there once it is done. */
export const ReconciliationRun = z
  .object({
    id: z.string(),
    state: z.enum(['waiting', 'running', 'done']),
    repair: z.boolean(),
    requestedAt: AnsweredInstant,
    finishedAt: AnsweredInstant.optional(),
    differences: z.array(Difference).optional(),
    sessions: z.object({ asked: z.int(), unanswered: z.int(), left: z.int() }).optional(),
  })
  .meta({ id: 'ReconciliationRun' });
