import type { Policy } from '../policy/schema.ts';

type CreditPolicy = Policy['credit'];

/** What an applicant is scored on. Counts are whole and not negative. */
export interface CreditFacts {
  /** The bureau's, 0 to 1000. */
  readonly bureauScore: number;
  /** Other orders he has paid. */
  readonly paidOrders: number;
  /** Orders of his that closed unpaid, within the window of the policy's standing. */
  readonly unpaidCloses: number;
  /** Whole months since his account was opened. */
  readonly accountMonths: number;
  /** The kind of every document of this order that staff have accepted (rules.md 35). */
  readonly acceptedDocuments: readonly string[];
  /** Instalments he has let pass, as the bureau and we ourselves know of them. */
  readonly overdueInstalments: number;
}

export const creditFactors = [
  'bureau_score',
  'paid_orders',
  'unpaid_closes',
  'account_months',
  'documents',
  'overdue_instalments',
] as const;
export type CreditFactor = (typeof creditFactors)[number];

/** What one factor gives: `count` of it was counted, after the policy's cap. */
export interface FactorPoints {
  readonly factor: CreditFactor;
  readonly count: number;
  readonly points: number;
}

/** Every factor with its points; their sum is the score (product.md section 7, numbers from `credit.factors`). */
export function pointsOf(facts: CreditFacts, { factors }: CreditPolicy): readonly FactorPoints[] {
  const times = (factor: CreditFactor, count: number, each: number): FactorPoints => ({
    factor,
    count,
    points: count * each || 0, // nothing times a malus is 0, not -0
  });
  return [
    times('bureau_score', facts.bureauScore, 1),
    times('paid_orders', Math.min(facts.paidOrders, factors.paidOrdersCap), factors.paidOrder),
    times('unpaid_closes', facts.unpaidCloses, factors.unpaidClose),
    times('account_months', Math.min(facts.accountMonths, factors.accountMonthsCap), factors.accountMonth),
    times('documents', countedDocuments(facts.acceptedDocuments, factors.documentsPerKind), factors.document),
    times('overdue_instalments', facts.overdueInstalments, factors.overdueInstalment),
  ];
}

/** The score: what the factors add up to. */
export function scoreOf(facts: CreditFacts, policy: CreditPolicy): number {
  return pointsOf(facts, policy).reduce((sum, { points }) => sum + points, 0);
}

/** Documents count `perKind` times per kind (rules.md 35). */
function countedDocuments(kinds: readonly string[], perKind: number): number {
  const byKind = Map.groupBy(kinds, (kind) => kind);
  return [...byKind.values()].reduce((sum, { length }) => sum + Math.min(length, perKind), 0);
}
