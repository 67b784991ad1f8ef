import type { Client } from './database.ts';
import { instant, instantOrNull, oneOf } from './rows.ts';

export const problemKinds = ['cant_pay', 'question', 'other'] as const;

/** What a buyer reported about an order (rules.md 19); order-problems.ts opens and resolves it. */
export interface ReportedProblem {
  readonly id: string;
  readonly kind: (typeof problemKinds)[number];
  readonly note: string;
  readonly at: string;
  readonly resolvedAt: string | null;
}

/** Reported problems, read through `client`; and the notes that come with requests. */
export function problems(client: Client) {
  return {
    async find(id: string): Promise<ReportedProblem | undefined> {
      const row = await client.problem.findUnique({ where: { id } });
      if (!row) return undefined;
      const { note } = row;
      return {
        id,
        kind: oneOf(problemKinds, row.kind),
        note,
        at: instant(row.at),
        resolvedAt: instantOrNull(row.resolvedAt),
      };
    },
  };
}
