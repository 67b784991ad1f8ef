import { z } from 'zod';
import { problemKinds } from '../../prisma/problems.ts';
import { AnsweredInstant, Note } from './fields.ts';

/** What a buyer has to say about an order he can't or won't pay yet. */
export const ProblemReport = z.strictObject({ kind: z.enum(problemKinds), note: Note });

export const ReportedProblem = z
  .object({ id: z.uuid(), kind: z.enum(problemKinds), note: z.string(), at: AnsweredInstant })
  .meta({ id: 'ReportedProblem' });

/** A reported problem with the order it is about, and when it was resolved. */
export const ListedProblem = ReportedProblem.extend({
  orderId: z.string(),
  resolvedAt: AnsweredInstant.optional(),
}).meta({ id: 'ListedProblem' });
