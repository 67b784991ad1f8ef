import type { Policy } from '../policy/schema.ts';
import type { CreditGrade } from './application.ts';
import { pointsOf } from './scorecard.ts';
import type { CreditFacts, FactorPoints } from './scorecard.ts';

type CreditPolicy = Policy['credit'];
export type GradeTerms = CreditPolicy['grades'][number];

/** What is asked for. Money in minor units. */
export interface CreditRequest {
  /** What is to be financed of this order. */
  readonly amount: number;
  /** What the buyer owes already, and what is approved and not taken up yet (rules.md 35). */
  readonly exposure: number;
  /** Monthly instalments; 1 for paying later. */
  readonly term: number;
}

/** Why an application can't be approved, the weightiest first. */
export const declineReasons = ['score_too_low', 'over_limit', 'term_too_long'] as const;
export type DeclineReason = (typeof declineReasons)[number];

/** What an application comes to: `review` is left to a person. */
export const assessedOutcomes = ['approved', 'declined', 'review'] as const;

export interface Judgement {
  readonly grade: CreditGrade;
  readonly terms: GradeTerms;
  /** Empty: it can be approved. */
  readonly against: readonly DeclineReason[];
}

/** Everything the decision was made on and what it came to. */
export interface Assessment extends Judgement {
  readonly score: number;
  readonly points: readonly FactorPoints[];
  readonly outcome: (typeof assessedOutcomes)[number];
}

/** The grade's terms for a score: the highest that begins at or below it; below all of them, the lowest. */
export function termsFor(score: number, { grades }: CreditPolicy): GradeTerms {
  const best = grades.toSorted((a, b) => b.from - a.from);
  const terms = best.find(({ from }) => score >= from) ?? best.at(-1);
  if (!terms) throw new Error('a policy without grades'); // its schema wants one at least
  return terms;
}

/** What speaks against approving `request` at this score: the score, the grade's limit with all he owes, its longest term. */
export function judge(
  score: number,
  { amount, exposure, term }: CreditRequest,
  policy: CreditPolicy,
): Judgement {
  const terms = termsFor(score, policy);
  const reasons: readonly (readonly [DeclineReason, boolean])[] = [
    ['score_too_low', score < approvedFrom(terms)],
    ['over_limit', exposure + amount > terms.limit],
    ['term_too_long', term > terms.maxTerm],
  ];
  return {
    grade: terms.grade,
    terms,
    against: reasons.filter(([, holds]) => holds).map(([reason]) => reason),
  };
}

/**
 * Decides on an application (product.md section 7): approved when nothing speaks against it; left to a person when the score lies
 * within `manualReviewWithin` points of a boundary on whose other side the decision would be another one.
 */
export function assess(facts: CreditFacts, request: CreditRequest, policy: CreditPolicy): Assessment {
  const points = pointsOf(facts, policy);
  const score = points.reduce((sum, { points }) => sum + points, 0);
  const judgement = judge(score, request, policy);
  const plain = isApproved(judgement) ? 'approved' : 'declined';
  return { ...judgement, score, points, outcome: isClose(score, request, policy) ? 'review' : plain };
}

function isApproved({ against }: Judgement): boolean {
  return against.length === 0;
}

function approvedFrom({ from, approveFrom = from }: GradeTerms): number {
  return approveFrom;
}

function isClose(score: number, request: CreditRequest, policy: CreditPolicy): boolean {
  const here = isApproved(judge(score, request, policy));
  const boundaries = new Set(policy.grades.flatMap((terms) => [terms.from, approvedFrom(terms)]));
  return [...boundaries]
    .filter((boundary) => Math.abs(score - boundary) <= policy.manualReviewWithin)
    .some(
      (boundary) => isApproved(judge(score >= boundary ? boundary - 1 : boundary, request, policy)) !== here,
    );
}
