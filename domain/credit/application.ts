/** Where an application is (product.md section 7); `withdrawn`: money came, the order changed, or it closed. */
export const creditStates = [
  'received',
  'gathering',
  'scoring',
  'manual_review',
  'approved',
  'declined',
  'withdrawn',
] as const;
export type CreditState = (typeof creditStates)[number];

export const creditProducts = ['pay_later', 'instalments'] as const;
export type CreditProduct = (typeof creditProducts)[number];

export const creditGrades = ['A', 'B', 'C'] as const;
export type CreditGrade = (typeof creditGrades)[number];

export type CreditDecision = 'approved' | 'declined';

/** Why an application lies with a person. */
export const reviewReasons = [
  'close_to_boundary',
  'documents',
  'bureau_unreachable',
  'wait_used_up',
] as const;
export type ReviewReason = (typeof reviewReasons)[number];

export const reviewStates = ['open', 'decided', 'withdrawn'] as const;
export type ReviewState = (typeof reviewStates)[number];

/** How far an application is, 0 to 1, as a buyer sees it: a share of the steps, not of the time. */
export const creditProgress = {
  received: 0.1,
  gathering: 0.3,
  scoring: 0.6,
  manual_review: 0.8,
  approved: 1,
  declined: 1,
  withdrawn: 1,
} as const satisfies Record<CreditState, number>;

/** Whether an application has no end yet. */
export function isUndecided(state: CreditState): boolean {
  return creditProgress[state] < 1;
}

/** A sentence about an application that its buyer may read. */
export interface CreditReason {
  readonly code: string;
  /** As it was told, in the language the buyer had then. */
  readonly text: string;
  /** For a factor: how many of it were counted. */
  readonly count?: number;
}

/** One instalment: minor units, and the local day it is due. */
export interface Instalment {
  readonly number: number;
  readonly amount: number;
  readonly dueOn: string;
}

/** What an order says of its newest application (api.md, Order.credit). */
export interface CreditSummary {
  readonly applicationId: string;
  readonly product: CreditProduct;
  readonly term: number;
  readonly state: CreditState;
  readonly progress: number;
  readonly expectedBy?: string;
  readonly grade?: CreditGrade;
  readonly decision?: CreditDecision;
  readonly reasons?: readonly CreditReason[];
  /** What would be paid when, as it is known: shown before anything is agreed. */
  readonly plan: readonly Instalment[];
  readonly autoDebit?: 'required' | 'bound';
}

/** What an order says of an application that was withdrawn: its decision, if it had one, counts no more. */
export function asWithdrawn(summary: CreditSummary): CreditSummary {
  const { expectedBy: _, decision: __, ...rest } = summary;
  return { ...rest, state: 'withdrawn', progress: creditProgress.withdrawn };
}
