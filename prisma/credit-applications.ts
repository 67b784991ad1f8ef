import { z } from 'zod';
import { creditGrades, creditProducts, creditStates } from '../domain/credit/application.ts';
import type {
  CreditDecision,
  CreditGrade,
  CreditProduct,
  CreditState,
} from '../domain/credit/application.ts';
import { changeable } from '../domain/credit/changes.ts';
import { assessedOutcomes, declineReasons } from '../domain/credit/decision.ts';
import { creditFactors } from '../domain/credit/scorecard.ts';
import type { Client } from './database.ts';
import type { CreditApplication as ApplicationRow, Prisma } from './generated/client.ts';
import { instant, instantOrNull, integer, oneOf } from './rows.ts';

/** What the scorecard had to say, as it is kept: codes and numbers, worded when read. */
const Assessed = z.object({
  points: z.array(
    z.object({
      factor: z.enum(creditFactors),
      count: z.int(),
      points: z.int(),
    }),
  ),
  against: z.array(z.enum(declineReasons)),
  changes: z.array(
    z.object({
      what: z.enum(changeable),
      from: z.int(),
      to: z.int(),
    }),
  ),
  outcome: z.enum(assessedOutcomes),
  limit: z.int(),
  maxTerm: z.int(),
  exposure: z.int(),
});
export type Assessed = z.infer<typeof Assessed>;

/** An application to pay one order later. Money in minor units, instants on the order's clock. */
export interface CreditApplication {
  readonly id: string;
  readonly orderId: string;
  readonly customerId: string;
  readonly shop: string;
  readonly product: CreditProduct;
  readonly term: number;
  readonly amount: number;
  readonly currency: string;
  readonly state: CreditState;
  readonly appliedAt: string;
  readonly tries: number;
  readonly askedAt: string | null;
  readonly report: { readonly score: number; readonly overdueInstalments: number } | null;
  readonly score: number | null;
  readonly grade: CreditGrade | null;
  readonly assessed: Assessed | null;
  /** What an approved buyer must do before his goods are shipped. */
  readonly requires: 'auto_debit' | null;
  readonly decision: CreditDecision | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
}

const undecided = { in: ['received', 'gathering', 'scoring', 'manual_review'] };

/** Applications, read and written through `client`. Who writes has locked their order. */
export function creditApplications(client: Client) {
  return {
    async find(id: string): Promise<CreditApplication | undefined> {
      if (!z.uuid().safeParse(id).success) return undefined;
      const row = await client.creditApplication.findUnique({ where: { id } });
      return row ? applicationOf(row) : undefined;
    },

    /** The order's application that has no end yet. */
    async undecided(orderId: string): Promise<CreditApplication | undefined> {
      const row = await client.creditApplication.findFirst({ where: { orderId, state: undecided } });
      return row ? applicationOf(row) : undefined;
    },

    async add(
      application: Pick<
        CreditApplication,
        'id' | 'orderId' | 'customerId' | 'shop' | 'product' | 'term' | 'amount' | 'currency' | 'appliedAt'
      >,
    ): Promise<CreditApplication> {
      const data = { ...application, state: 'received', stateSince: application.appliedAt };
      return applicationOf(await client.creditApplication.create({ data }));
    },

    async change(id: string, data: Prisma.CreditApplicationUpdateInput): Promise<CreditApplication> {
      return applicationOf(await client.creditApplication.update({ where: { id }, data }));
    },

    /** Takes an approval back that is not paid out: the order is not what was approved any more. */
    async takeBack(id: string, endedReason: string, at: string): Promise<CreditApplication | undefined> {
      const [row] = await client.creditApplication.updateManyAndReturn({
        where: { id, state: 'approved' },
        data: {
          state: 'withdrawn',
          stateSince: at,
          endedReason,
          decision: null,
          decidedBy: null,
          decidedAt: null,
        },
      });
      return row ? applicationOf(row) : undefined;
    },

    /** Takes back what has no end yet of an order, with the reviews that wait for it; answers it. */
    async withdraw(orderId: string, endedReason: string, at: string): Promise<CreditApplication | undefined> {
      const [row] = await client.creditApplication.updateManyAndReturn({
        where: { orderId, state: undecided },
        data: { state: 'withdrawn', stateSince: at, endedReason },
      });
      if (!row) return undefined;
      await client.creditReview.updateMany({
        where: { applicationId: row.id, state: 'open' },
        data: { state: 'withdrawn' },
      });
      return applicationOf(row);
    },
  };
}

/** What is kept of an assessment. */
export function assessedJson(assessed: Assessed): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(assessed));
}

function applicationOf(row: ApplicationRow): CreditApplication {
  const { id, orderId, customerId, shop, term, currency, tries, score, decidedBy } = row;
  const { bureauScore, overdueInstalments, requires, decision } = row;
  const isReported = bureauScore !== null && overdueInstalments !== null;
  return {
    id,
    orderId,
    customerId,
    shop,
    term,
    currency,
    tries,
    score,
    decidedBy,
    product: oneOf(creditProducts, row.product),
    amount: integer(row.amount),
    state: oneOf(creditStates, row.state),
    appliedAt: instant(row.appliedAt),
    askedAt: instantOrNull(row.askedAt),
    report: isReported ? { score: bureauScore, overdueInstalments } : null,
    grade: row.grade === null ? null : oneOf(creditGrades, row.grade),
    assessed: row.assessment === null ? null : Assessed.parse(row.assessment),
    requires: requires === null ? null : oneOf<'auto_debit'>(['auto_debit'], requires),
    decision: decision === null ? null : oneOf<CreditDecision>(['approved', 'declined'], decision),
    decidedAt: instantOrNull(row.decidedAt),
  };
}
