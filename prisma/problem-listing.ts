import { z } from 'zod';
import type { Client } from './database.ts';
import { problemKinds } from './problems.ts';
import { instant, instantOrNull } from './rows.ts';

/** A reported problem and the order it is about. */
const Rows = z.array(
  z
    .object({
      id: z.uuid(),
      orderId: z.string(),
      kind: z.enum(problemKinds),
      note: z.string(),
      at: z.date(),
      resolvedAt: z.date().nullable(),
    })
    .transform(({ at, resolvedAt, ...row }) => ({
      ...row,
      at: instant(at),
      resolvedAt: instantOrNull(resolvedAt),
    })),
);
export type ListedProblem = z.output<typeof Rows>[number];

/** Which problems to list; what is left out does not narrow. */
export interface ProblemFilter {
  readonly orderId?: string | undefined;
  readonly isOpen?: boolean | undefined;
  readonly shop?: string | undefined;
}

export interface ProblemPage {
  /** The last problem of the page before. */
  readonly after: { readonly at: string; readonly id: string } | undefined;
  readonly limit: number;
}

/** A page of reported problems, oldest first: whose order has stood still longest is answered first. */
export async function listProblems(
  client: Client,
  { orderId, isOpen, shop }: ProblemFilter,
  { after, limit }: ProblemPage,
): Promise<ListedProblem[]> {
  return Rows.parse(
    await client.$queryRaw`
      select p.id, p.order_id as "orderId", p.kind, p.note, p.at, p.resolved_at as "resolvedAt"
        from problems p join orders o on o.id = p.order_id
       where (${orderId ?? null}::text is null or p.order_id = ${orderId ?? null})
         and (${shop ?? null}::text is null or o.shop = ${shop ?? null})
         and (${isOpen ?? null}::boolean is null or (p.resolved_at is null) = ${isOpen ?? null})
         and (${after?.id ?? null}::uuid is null
              or (p.at, p.id) > (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
       order by p.at, p.id limit ${limit}`,
  );
}
