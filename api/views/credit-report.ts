import { SECOND, isoDuration } from '../../domain/duration.ts';
import type { CreditGroup } from '../../prisma/reports/credit.ts';
import type { RecoveryGroup } from '../../prisma/reports/recovery.ts';
import { shareOf } from '../reports.ts';

/** Offers of a group: how many of the orders they were made to took one, and how many of these were paid. */
export function recoveryView({ key, saved, ...group }: RecoveryGroup) {
  const { orders, taken, paid } = group;
  const rates = { takeRate: shareOf(taken, orders), paidRate: shareOf(paid, taken) };
  return { key: key ?? 'all', ...group, ...rates, saved: amountsOf(saved) };
}

/** Applications of a group with their approval rate: of those that are decided. */
export function creditGroupView(group: CreditGroup) {
  const { key, applications, approved, declined, withdrawn, undecided, reviewed, decidedByPerson } = group;
  const { decisionSeconds, reported, withOverdue, overdueInstalments } = group;
  const { dueInstalments, lateInstalments } = group;
  return {
    key: key ?? 'all',
    applications,
    approved,
    declined,
    withdrawn,
    undecided,
    approvalRate: shareOf(approved, approved + declined),
    reviewed,
    reviewRate: shareOf(reviewed, applications),
    decidedByPerson,
    timeToDecision: decisionSeconds && {
      p50: isoDuration(decisionSeconds.p50 * SECOND),
      p90: isoDuration(decisionSeconds.p90 * SECOND),
    },
    financed: amountsOf(group.financed),
    overdue: {
      reported,
      applications: withOverdue,
      share: shareOf(withOverdue, reported),
      instalments: overdueInstalments,
    },
    repayment: {
      due: dueInstalments,
      late: lateInstalments,
      lateRate: shareOf(lateInstalments, dueInstalments),
      outstanding: amountsOf(group.outstanding),
    },
  };
}

/** Groups and, apart from them, all together: the one without a key. */
export function withTotal<Group extends { readonly key: string | null }>(groups: readonly Group[]) {
  const total = groups.find(({ key }) => key === null);
  if (!total) throw new Error('a report without its total');
  return { groups: groups.filter((group) => group !== total), total };
}

function amountsOf(byCurrency: Readonly<Record<string, number>>) {
  return Object.entries(byCurrency).map(([currency, amount]) => ({ amount, currency }));
}
