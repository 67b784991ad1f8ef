import { describe, expect, test } from 'vitest';
import { assess, judge, termsFor } from '../../../domain/credit/decision.ts';
import { pointsOf, scoreOf } from '../../../domain/credit/scorecard.ts';
import { someFacts, someRequest, credit } from './credit-facts.ts';

describe('the score is what the factors add up to:', () => {
  test.each([
    ['the bureau’s score alone', {}, 600],
    ['nothing from the bureau', { bureauScore: 0 }, 0],
    ['ten points for a paid order', { paidOrders: 1 }, 610],
    ['and for ten of them', { paidOrders: 10 }, 700],
    ['but not for an eleventh', { paidOrders: 11 }, 700],
    ['25 points less for an unpaid close', { unpaidCloses: 1 }, 575],
    ['each of them', { unpaidCloses: 4 }, 500],
    ['two points for a month', { accountMonths: 1 }, 602],
    ['for two years of them', { accountMonths: 24 }, 648],
    ['but not longer', { accountMonths: 60 }, 648],
    ['40 points for a document', { acceptedDocuments: ['income'] }, 640],
    ['once per kind', { acceptedDocuments: ['income', 'income'] }, 640],
    ['for each kind', { acceptedDocuments: ['income', 'identity'] }, 680],
    ['80 points less for an overdue instalment', { overdueInstalments: 1 }, 520],
    ['below nothing', { bureauScore: 100, overdueInstalments: 2 }, -60],
    [
      'all of it together',
      { paidOrders: 3, unpaidCloses: 1, accountMonths: 6, acceptedDocuments: ['income'] },
      657,
    ],
  ])('%s', (_, facts, score) => expect(scoreOf(someFacts(facts), credit)).toBe(score));

  test('each factor says how many it counted, after its cap', () => {
    const points = pointsOf(someFacts({ paidOrders: 30, unpaidCloses: 2 }), credit);
    expect(points).toContainEqual({ factor: 'paid_orders', count: 10, points: 100 });
    expect(points).toContainEqual({ factor: 'unpaid_closes', count: 2, points: -50 });
    expect(points).toContainEqual({ factor: 'overdue_instalments', count: 0, points: 0 });
  });
});

describe('the grade of a score', () => {
  test.each([
    [1_200, 'A'],
    [700, 'A'],
    [699, 'B'],
    [600, 'B'],
    [599, 'C'],
    [0, 'C'],
    [-80, 'C'],
  ])('of %i is %s', (score, grade) => expect(termsFor(score, credit).grade).toBe(grade));

  test('does not hang on the order in which the policy names grades', () => {
    const turned = { ...credit, grades: credit.grades.toReversed() };
    expect(termsFor(650, turned).grade).toBe('B');
  });
});

describe('what speaks against approving:', () => {
  test.each([
    ['nothing, at the grade’s limit', 700, { amount: 2_000_000 }, []],
    ['a fen more', 700, { amount: 2_000_001 }, ['over_limit']],
    ['what he owes already', 700, { amount: 1_500_000, exposure: 600_000 }, ['over_limit']],
    ['nothing, where both fit', 700, { amount: 1_500_000, exposure: 500_000 }, []],
    ['nothing, at the longest term', 700, { term: 12 }, []],
    ['a month more', 700, { term: 13 }, ['term_too_long']],
    ['B has a lower limit', 650, { amount: 500_001 }, ['over_limit']],
    ['and a shorter term', 650, { term: 7 }, ['term_too_long']],
    ['C is approved from 500', 500, { amount: 100_000, term: 3 }, []],
    ['not below', 499, {}, ['score_too_low']],
    ['C has the lowest limit', 550, { amount: 100_001 }, ['over_limit']],
    ['and three months', 550, { term: 4 }, ['term_too_long']],
    [
      'everything at once',
      100,
      { amount: 200_000, term: 12 },
      ['score_too_low', 'over_limit', 'term_too_long'],
    ],
  ])('%s', (_, score, request, against) =>
    expect(judge(score, someRequest(request), credit).against).toEqual(against),
  );
});

describe('an application', () => {
  test.each([
    ['clearly good', 720, {}, 'approved'],
    ['clearly bad', 300, {}, 'declined'],
    ['20 points under the boundary of approval', 480, {}, 'review'],
    ['21 points under it', 479, {}, 'declined'],
    ['at the boundary', 500, {}, 'review'],
    ['20 points above it', 520, {}, 'review'],
    ['21 points above it', 521, {}, 'approved'],
    ['at a boundary that changes nothing', 600, {}, 'approved'],
    ['under one that changes nothing', 690, {}, 'approved'],
    ['just above B, more than C may have', 610, { amount: 200_000 }, 'review'],
    ['just under B, more than C may have', 590, { amount: 200_000 }, 'review'],
    ['well above B, as much', 640, { amount: 200_000 }, 'approved'],
    ['just under A, more than B may have', 690, { amount: 600_000 }, 'review'],
    ['just above A, more than B may have', 715, { amount: 600_000 }, 'review'],
    ['well above A, as much', 760, { amount: 600_000 }, 'approved'],
    ['well under A, as much', 650, { amount: 600_000 }, 'declined'],
    ['just under A, more than anybody may have', 690, { amount: 3_000_000 }, 'declined'],
    ['just under A, over nine months', 685, { term: 9 }, 'review'],
    ['well above A, over nine months', 760, { term: 9 }, 'approved'],
    ['of somebody who owes all he may', 800, { exposure: 2_000_000 }, 'declined'],
    ['below nothing', -100, {}, 'declined'],
  ])('%s: %i points', (_, score, request, outcome) => {
    const facts = someFacts(score < 0 ? { bureauScore: 0, unpaidCloses: 4 } : { bureauScore: score });
    expect(assess(facts, someRequest(request), credit).outcome).toBe(outcome);
  });

  test('is never left to a person where the policy wants none', () => {
    const strict = { ...credit, manualReviewWithin: 0 };
    expect(assess(someFacts({ bureauScore: 499 }), someRequest(), strict).outcome).toBe('declined');
    expect(assess(someFacts({ bureauScore: 501 }), someRequest(), strict).outcome).toBe('approved');
  });
});
