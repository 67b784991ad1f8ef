import { describe, expect, test } from 'vitest';
import { assess } from '../../../domain/credit/decision.ts';
import type { CreditRequest } from '../../../domain/credit/decision.ts';
import type { CreditFacts } from '../../../domain/credit/scorecard.ts';
import { credit, someFacts, someRequest } from './credit-facts.ts';

type Outcome = 'approved' | 'declined' | 'review';

const outcomeOf = (facts: Partial<CreditFacts>, request: Partial<CreditRequest>) =>
  assess(someFacts(facts), someRequest(request), credit).outcome;

/** What no boundary but this one decides: more than the grade below may have, or longer. */
const decidedAt: Readonly<Record<number, readonly Partial<CreditRequest>[]>> = {
  500: [{}, { amount: 100_000 }, { term: 3 }],
  600: [{ amount: 100_001 }, { amount: 500_000 }, { term: 4 }, { term: 6 }],
  700: [{ amount: 500_001 }, { amount: 2_000_000 }, { term: 7 }, { term: 12 }],
};
const around: readonly (readonly [from: number, outcome: Outcome])[] = [
  [-21, 'declined'],
  [-20, 'review'],
  [-1, 'review'],
  [0, 'review'],
  [20, 'review'],
  [21, 'approved'],
];
const rows = Object.entries(decidedAt).flatMap(([boundary, requests]) =>
  requests.flatMap((request) =>
    around.map(([from, outcome]) => [Number(boundary) + from, request, outcome] as const),
  ),
);

describe('within 20 points of a boundary that decides, a person does:', () => {
  test.each(rows)('%i points for %o: %s', (bureauScore, request, outcome) =>
    expect(outcomeOf({ bureauScore }, request)).toBe(outcome),
  );
});

describe('a boundary that changes nothing needs no person:', () => {
  test.each<[number, Partial<CreditRequest>, Outcome]>([
    [580, {}, 'approved'],
    [600, {}, 'approved'],
    [620, { term: 3 }, 'approved'],
    [700, { amount: 500_000, term: 6 }, 'approved'],
    [690, { amount: 2_000_001 }, 'declined'],
    [700, { term: 13 }, 'declined'],
    [590, { amount: 500_001 }, 'declined'],
    [500, { amount: 100_001 }, 'declined'],
    [0, {}, 'declined'],
    [20, {}, 'declined'],
  ])('%i points for %o: %s', (bureauScore, request, outcome) =>
    expect(outcomeOf({ bureauScore }, request)).toBe(outcome),
  );
});

describe('limit and term are to the fen and the month, with all that is owed:', () => {
  test.each<[grade: string, number, Partial<CreditRequest>, Outcome]>([
    ['C', 550, { amount: 100_000 }, 'approved'],
    ['C', 550, { amount: 100_001 }, 'declined'],
    ['C', 550, { amount: 40_000, exposure: 60_000 }, 'approved'],
    ['C', 550, { amount: 40_000, exposure: 60_001 }, 'declined'],
    ['C', 550, { term: 3 }, 'approved'],
    ['C', 550, { term: 4 }, 'declined'],
    ['B', 650, { amount: 500_000 }, 'approved'],
    ['B', 650, { amount: 500_001 }, 'declined'],
    ['B', 650, { amount: 1, exposure: 499_999 }, 'approved'],
    ['B', 650, { amount: 1, exposure: 500_000 }, 'declined'],
    ['B', 650, { term: 6 }, 'approved'],
    ['B', 650, { term: 7 }, 'declined'],
    ['A', 800, { amount: 2_000_000 }, 'approved'],
    ['A', 800, { amount: 2_000_001 }, 'declined'],
    ['A', 800, { amount: 1_000_000, exposure: 1_000_000 }, 'approved'],
    ['A', 800, { amount: 1_000_000, exposure: 1_000_001 }, 'declined'],
    ['A', 800, { term: 12 }, 'approved'],
    ['A', 800, { term: 13 }, 'declined'],
  ])('%s, %i points for %o: %s', (_, bureauScore, request, outcome) =>
    expect(outcomeOf({ bureauScore }, request)).toBe(outcome),
  );
});

/** Where it takes 521 points to be approved at once, and 480 not to be declined. */
describe('each factor decides up to its cap and not beyond:', () => {
  test.each<[string, Partial<CreditFacts>, Outcome]>([
    ['nine paid orders', { bureauScore: 421, paidOrders: 9 }, 'review'],
    ['ten', { bureauScore: 421, paidOrders: 10 }, 'approved'],
    ['eleven are ten', { bureauScore: 420, paidOrders: 11 }, 'review'],
    ['23 months', { bureauScore: 473, accountMonths: 23 }, 'review'],
    ['24', { bureauScore: 473, accountMonths: 24 }, 'approved'],
    ['25 are 24', { bureauScore: 472, accountMonths: 25 }, 'review'],
    ['a document', { bureauScore: 481, acceptedDocuments: ['income'] }, 'approved'],
    ['two of a kind are one', { bureauScore: 441, acceptedDocuments: ['income', 'income'] }, 'review'],
    ['two of two kinds', { bureauScore: 441, acceptedDocuments: ['income', 'address'] }, 'approved'],
    ['an unpaid close', { bureauScore: 546, unpaidCloses: 1 }, 'approved'],
    ['two', { bureauScore: 546, unpaidCloses: 2 }, 'review'],
    ['three', { bureauScore: 554, unpaidCloses: 3 }, 'declined'],
    ['an overdue instalment', { bureauScore: 601, overdueInstalments: 1 }, 'approved'],
    ['two of them', { bureauScore: 601, overdueInstalments: 2 }, 'declined'],
    [
      'a document makes up for half of one',
      { bureauScore: 540, overdueInstalments: 1, acceptedDocuments: ['income'] },
      'review',
    ],
  ])('%s', (_, facts, outcome) => expect(outcomeOf(facts, {})).toBe(outcome));
});
