import { z } from 'zod';
import { creditGroupings } from '../../prisma/reports/credit.ts';
import { recoveryGroupings } from '../../prisma/reports/recovery.ts';
import { AnsweredInstant } from './fields.ts';
import { Share, cohortQuery } from './report.ts';

const cohort = { from: AnsweredInstant, to: AnsweredInstant };
const Amounts = z.array(z.object({ amount: z.int(), currency: z.string() }));

export const RecoveryQuery = z.strictObject({
  ...cohortQuery,
  groupBy: z.enum(recoveryGroupings).default('kind'),
});

const RecoveryGroup = z.object({
  key: z.string(),
  offers: z.int(),
  orders: z.int(),
  taken: z.int(),
  takeRate: Share,
  paid: z.int(),
  paidRate: Share,
  paidAnyway: z.int(),
  saved: Amounts,
});

export const RecoveryReport = z
  .object({
    ...cohort,
    groupBy: z.enum(recoveryGroupings),
    groups: z.array(RecoveryGroup),
    total: RecoveryGroup,
  })
  .meta({ id: 'RecoveryReport' });

export const CreditReportQuery = z.strictObject({
  ...cohortQuery,
  groupBy: z.enum(creditGroupings).default('grade'),
});

const CreditGroup = z.object({
  key: z.string(),
  applications: z.int(),
  approved: z.int(),
  declined: z.int(),
  withdrawn: z.int(),
  undecided: z.int(),
  approvalRate: Share,
  reviewed: z.int(),
  reviewRate: Share,
  decidedByPerson: z.int(),
  timeToDecision: z.object({ p50: z.iso.duration(), p90: z.iso.duration() }).nullable(),
  financed: Amounts,
  overdue: z.object({ reported: z.int(), applications: z.int(), share: Share, instalments: z.int() }),
  repayment: z.object({ due: z.int(), late: z.int(), lateRate: Share, outstanding: Amounts }),
});

export const CreditReport = z
  .object({
    ...cohort,
    groupBy: z.enum(creditGroupings),
    groups: z.array(CreditGroup),
    total: CreditGroup,
  })
  .meta({ id: 'CreditReport' });
