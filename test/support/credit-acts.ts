import { constantFrom, nat, record } from 'fast-check';
import { named, small, times } from './act-parts.ts';

/** What may happen about paying later (product.md section 7). */
export type CreditAct =
  | {
      act: 'apply';
      order: number;
      product: 'pay_later' | 'instalments';
      term: number;
      documents: number;
      times: number;
    }
  | { act: 'documents'; order: number; times: number }
  | {
      act: 'report';
      order: number;
      score: number;
      overdue: number;
      /** The newest application of the order, or one before it. */
      about: 'newest' | 'older';
      webhook: 'now' | 'late' | 'twice';
    }
  | { act: 'decide'; order: number; decision: 'approved' | 'declined'; accept: boolean; times: number }
  | { act: 'offer'; order: number; pick: number; times: number }
  | { act: 'declineOffers'; order: number; times: number }
  | { act: 'bind'; order: number; times: number };

/** Scores in every grade of the play's policy, and close to each boundary. */
const score = constantFrom(300, 495, 550, 590, 650, 705, 850);

export const creditActs = [
  [
    4,
    record({
      act: named('apply'),
      order: small,
      product: constantFrom('pay_later' as const, 'instalments' as const),
      term: constantFrom(1, 3, 6, 12),
      documents: constantFrom(0, 0, 0, 1, 2),
      times,
    }),
  ],
  [1, record({ act: named('documents'), order: small, times })],
  [
    6,
    record({
      act: named('report'),
      order: small,
      score,
      overdue: constantFrom(0, 0, 0, 1),
      about: constantFrom('newest' as const, 'newest' as const, 'newest' as const, 'older' as const),
      webhook: constantFrom('now' as const, 'now' as const, 'late' as const, 'twice' as const),
    }),
  ],
  [
    3,
    record({
      act: named('decide'),
      order: small,
      decision: constantFrom('approved' as const, 'approved' as const, 'declined' as const),
      accept: constantFrom(false, true),
      times,
    }),
  ],
  [4, record({ act: named('offer'), order: small, pick: nat({ max: 5 }), times })],
  [0.5, record({ act: named('declineOffers'), order: small, times })],
  [1.5, record({ act: named('bind'), order: small, times })],
] as const;
