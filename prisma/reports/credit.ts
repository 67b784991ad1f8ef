import { z } from 'zod';
import type { Client } from '../database.ts';
import { Prisma } from '../generated/client.ts';
import { cohortOf } from './cohort.ts';
import type { Cohort } from './cohort.ts';

/** What applications to pay later can be told apart by. */
export const creditGroupings = ['grade', 'product', 'shop'] as const;
export type CreditGrouping = (typeof creditGroupings)[number];

/** Applications of one group. */
export interface CreditGroup {
  /** Null: all groups together. */
  readonly key: string | null;
  readonly applications: number;
  readonly approved: number;
  readonly declined: number;
  /** Money came, or the order changed or was closed: also of those that had been approved. */
  readonly withdrawn: number;
  readonly undecided: number;
  /** Applications that lay with a person, and those of them that a person decided. */
  readonly reviewed: number;
  readonly decidedByPerson: number;
  /** Seconds from application to decision: half of the decided ones took no longer, and nine in ten; null of none. */
  readonly decisionSeconds: { readonly p50: number; readonly p90: number } | null;
  /** What the approved ones finance, by currency, minor units. */
  readonly financed: Readonly<Record<string, number>>;
  /** Applications with a bureau's report, those of them whose report names overdue instalments, and how many they name in all. */
  readonly reported: number;
  readonly withOverdue: number;
  readonly overdueInstalments: number;
  /** Our own instalments whose day has come, those of them that were ever overdue, and what of all is still owed, by currency, minor units. */
  readonly dueInstalments: number;
  readonly lateInstalments: number;
  readonly outstanding: Readonly<Record<string, number>>;
}

const Groups = z.array(
  z.object({
    key: z.string().nullable(),
    applications: z.int(),
    approved: z.int(),
    declined: z.int(),
    withdrawn: z.int(),
    undecided: z.int(),
    reviewed: z.int(),
    decidedByPerson: z.int(),
    took: z.tuple([z.number(), z.number()]).nullable(),
    financed: z.record(z.string(), z.number()).nullable(),
    reported: z.int(),
    withOverdue: z.int(),
    overdueInstalments: z.int(),
    dueInstalments: z.int(),
    lateInstalments: z.int(),
    outstanding: z.record(z.string(), z.number()).nullable(),
  }),
);

/** What became of the applications to pay the orders of a cohort later; all of them together come last. */
export async function creditReport(
  client: Client,
  cohort: Cohort,
  grouping: CreditGrouping,
): Promise<readonly CreditGroup[]> {
  const rows = await client.$queryRaw`
    with cohort as (${cohortOf(cohort, 'all')}),
         applications as (
           select ${keyOf(grouping)} as key, a.state, a.amount, a.currency, a.decided_by, a.bureau_score, a.overdue_instalments,
                  extract(epoch from a.decided_at - a.applied_at) as took, r.application_id is not null as reviewed,
                  d.due, d.late, d.outstanding
             from cohort c join credit_applications a on a.order_id = c.id
             left join (select distinct application_id from credit_reviews) r on r.application_id = a.id
             left join lateral (select count(*) filter (where i.state not in ('planned', 'void')) as due, count(i.overdue_since) as late,
                                       sum(i.amount - i.paid - i.voided) as outstanding
                                  from instalments i where i.order_id = c.id) d on a.state = 'approved'
            where c.credit_application_id is not null),
         worth as (select key, jsonb_object_agg(currency, amount) as amounts, jsonb_object_agg(currency, owed) as owed
                     from (select key, currency, sum(amount) as amount, sum(coalesce(outstanding, 0)) as owed from applications where state = 'approved'
                            group by grouping sets ((key, currency), (currency))) as w group by key)
    select a.key, count(*)::int as applications, count(*) filter (where state = 'approved')::int as approved,
           count(*) filter (where state = 'declined')::int as declined, count(*) filter (where state = 'withdrawn')::int as withdrawn,
           count(*) filter (where state not in ('approved', 'declined', 'withdrawn'))::int as undecided,
           count(*) filter (where reviewed)::int as reviewed, count(*) filter (where decided_by = 'staff')::int as "decidedByPerson",
           percentile_cont(array[0.5, 0.9]) within group (order by took) filter (where state in ('approved', 'declined')) as took,
           (select w.amounts from worth w where w.key is not distinct from a.key) as financed,
           count(bureau_score)::int as reported, count(*) filter (where overdue_instalments > 0)::int as "withOverdue",
           coalesce(sum(overdue_instalments), 0)::int as "overdueInstalments",
           coalesce(sum(due), 0)::int as "dueInstalments", coalesce(sum(late), 0)::int as "lateInstalments",
           (select w.owed from worth w where w.key is not distinct from a.key) as outstanding
      from applications a group by grouping sets ((a.key), ()) order by a.key nulls last`;
  return Groups.parse(rows).map(({ took, financed, outstanding, ...group }) => ({
    ...group,
    financed: financed ?? {},
    outstanding: outstanding ?? {},
    decisionSeconds: took && { p50: took[0], p90: took[1] },
  }));
}

/** The column of a grouping: never text from outside. Who was never scored has no grade. */
function keyOf(grouping: CreditGrouping): Prisma.Sql {
  const columns = {
    grade: Prisma.sql`coalesce(a.grade, 'not_scored')`,
    product: Prisma.sql`a.product`,
    shop: Prisma.sql`a.shop`,
  } as const satisfies Record<CreditGrouping, Prisma.Sql>;
  return columns[grouping];
}
