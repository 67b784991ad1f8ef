import { assert, integer, nat, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { whatWouldChange } from '../../../domain/credit/changes.ts';
import { assess } from '../../../domain/credit/decision.ts';
import { explainChanges, explainFactors, reasonsForBuyer } from '../../../domain/credit/reasons.ts';
import { credit, someFacts, someRequest } from './credit-facts.ts';

const changes = (facts: object, request: object = {}) =>
  Object.fromEntries(
    whatWouldChange(someFacts(facts), someRequest(request), credit).map(({ what, to }) => [what, to]),
  );

describe('what would have changed a decline is computed:', () => {
  test.each([
    ['nothing for what is approved', { bureauScore: 800 }, {}, {}],
    ['nothing for what goes to a person', { bureauScore: 490 }, {}, {}],
    [
      'a little short: what reaches the boundary less 20',
      { bureauScore: 470 },
      {},
      { bureau_score: 480, paid_orders: 1, account_months: 5, documents: 1 },
    ],
    ['far short: the bureau’s score alone', { bureauScore: 100 }, {}, { bureau_score: 480 }],
    [
      'unpaid closes and overdue instalments that were not',
      { bureauScore: 600, unpaidCloses: 4, overdueInstalments: 1 },
      {},
      { bureau_score: 660, paid_orders: 6, unpaid_closes: 1, overdue_instalments: 0, documents: 2 },
    ],
    ['too much: the largest amount', { bureauScore: 900 }, { amount: 2_500_000 }, { amount: 2_000_000 }],
    [
      'too much with what he owes',
      { bureauScore: 900 },
      { amount: 900_000, exposure: 1_500_000 },
      { amount: 500_000 },
    ],
    ['too long: the longest term', { bureauScore: 900 }, { term: 24 }, { term: 12 }],
    [
      'too much for B: less, or A',
      { bureauScore: 640 },
      { amount: 600_000 },
      { amount: 500_000, bureau_score: 680, paid_orders: 4, account_months: 20, documents: 1 },
    ],
  ])('%s', (_, facts, request, expected) => expect(changes(facts, request)).toEqual(expected));

  test('each of them does change it, and one less does not', () => {
    const counts = record({
      bureauScore: integer({ min: 0, max: 1000 }),
      paidOrders: nat({ max: 12 }),
      unpaidCloses: nat({ max: 5 }),
      accountMonths: nat({ max: 30 }),
      overdueInstalments: nat({ max: 3 }),
    });
    const asked = record({
      amount: integer({ min: 1, max: 3_000_000 }),
      term: integer({ min: 1, max: 24 }),
      exposure: nat({ max: 2_000_000 }),
    });
    assert(
      property(counts, asked, (facts, request) => {
        const [whole, wanted] = [someFacts(facts), someRequest(request)];
        for (const { what, to } of whatWouldChange(whole, wanted, credit)) {
          if (what !== 'bureau_score') continue;
          expect(assess({ ...whole, bureauScore: to }, wanted, credit).outcome).not.toBe('declined');
          expect(assess({ ...whole, bureauScore: to - 1 }, wanted, credit).outcome).toBe('declined');
        }
      }),
    );
  });
});

describe('in words', () => {
  const facts = someFacts({ bureauScore: 300, unpaidCloses: 2, overdueInstalments: 1, paidOrders: 1 });
  const assessment = assess(facts, someRequest(), credit);

  test('a buyer reads why, and what of his own doing weighed most; no points, and not the bureau’s score', () => {
    const reasons = reasonsForBuyer(assessment, 'en');
    expect(reasons.map(({ code }) => code)).toEqual([
      'score_too_low',
      'overdue_instalments',
      'unpaid_closes',
    ]);
    expect(JSON.stringify(reasons)).not.toMatch(/300|-80|-50/);
  });

  test('who is approved reads what spoke for him', () => {
    const good = assess(
      someFacts({ bureauScore: 800, paidOrders: 2, unpaidCloses: 1 }),
      someRequest(),
      credit,
    );
    expect(reasonsForBuyer(good, 'en').map(({ code }) => code)).toEqual(['terms_met', 'paid_orders']);
  });

  test('staff read every factor with its points, in their language', () => {
    expect(explainFactors(assessment.points, 'en')).toHaveLength(6);
    expect(explainFactors(assessment.points, 'zh-CN')[2]).toEqual({
      factor: 'unpaid_closes',
      count: 2,
      points: -50,
      text: '您近期有 2 笔订单因未付款而关闭。',
    });
  });

  test('and what would have changed it, money as money', () => {
    const [change] = explainChanges([{ what: 'amount', from: 2_500_000, to: 2_000_000 }], {
      locale: 'en',
      currency: 'CNY',
    });
    expect(change?.text).toBe('It would have been approved for up to CN¥20,000.00.');
  });
});
