import { z } from 'zod';

/** The database refused the statement and rolled it back: nothing of the batch was placed. */
export class StatementRefused extends Error {
  override readonly name = 'StatementRefused';
  /** A new order's workflow id had been given to another order meanwhile (rules.md 15): decide again. */
  readonly workflowIdTaken: boolean;

  constructor({ cause, workflowIdTaken }: { readonly cause: unknown; readonly workflowIdTaken: boolean }) {
    super('the database refused the statement', { cause });
    this.workflowIdTaken = workflowIdTaken;
  }
}

/** What Prisma throws for a statement the server answered with an error, or that broke a constraint; FATAL is a connection that ended. */
const RefusedStatement = z.object({
  code: z.literal('P2010'),
  meta: z.object({
    driverAdapterError: z.object({
      cause: z.union([
        z.object({ severity: z.literal('ERROR') }),
        z.object({
          originalCode: z.string().startsWith('23'),
          constraint: z.object({ index: z.string().optional() }).optional(),
        }),
      ]),
    }),
  }),
});

/** What a statement failed with, if the database refused it; undefined where it is not certain that nothing was done. */
export function refusedStatement(error: unknown): StatementRefused | undefined {
  const refused = RefusedStatement.safeParse(error);
  if (!refused.success) return undefined;
  const { cause } = refused.data.meta.driverAdapterError;
  const workflowIdTaken = 'constraint' in cause && cause.constraint?.index === 'orders_workflow';
  return new StatementRefused({ cause: error, workflowIdTaken });
}
