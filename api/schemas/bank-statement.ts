import { z } from 'zod';

/** A statement as text; a body of `text/csv` is the same. */
export const BankStatement = z.strictObject({ csv: z.string().min(1) });

export const ImportedStatement = z
  .object({
    matched: z.int(),
    unmatched: z.int(),
    duplicates: z.int(),
    skipped: z.int(),
    errors: z.array(z.object({ row: z.int(), message: z.string() })),
    unmatchedRows: z.array(z.object({ row: z.int(), why: z.string() })),
  })
  .meta({ id: 'ImportedStatement' });
