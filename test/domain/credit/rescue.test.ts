import { describe, expect, test } from 'vitest';
import { rescueOffers, wouldBeApproved } from '../../../domain/credit/rescue.ts';
import type { RescueFacts } from '../../../domain/credit/rescue.ts';
import { aDecline, credit, someFacts } from './credit-facts.ts';

const kinds = (facts: RescueFacts) => rescueOffers(facts).map(({ kind }) => kind);
const goods = (sku: string, price: number, changes: object = {}) => ({
  sku,
  price,
  available: 5,
  tags: ['cup'],
  ...changes,
});
const mug = goods('mug', 10_000);

/** A policy in which A is approved only from 760: documents may help there too. */
const strictA = {
  ...credit,
  grades: credit.grades.map((terms) => (terms.grade === 'A' ? { ...terms, approveFrom: 760 } : terms)),
};

describe('what is offered after a decline, and only if it would work:', () => {
  test.each([
    [
      'A over the limit: a down payment that brings it under',
      aDecline(800, { amount: 2_400_000 }),
      ['down_payment'],
    ],
    ['A at five fourths of the limit: just', aDecline(800, { amount: 2_500_000 }), ['down_payment']],
    ['A a fen over that: nothing', aDecline(800, { amount: 2_500_002 }), []],
    ['A over the term: fewer instalments', aDecline(800, { term: 18 }), ['fewer_instalments']],
    ['A over both: neither alone is enough', aDecline(800, { amount: 2_400_000, term: 18 }), []],
    [
      'A who owes a lot: a down payment if it is enough',
      aDecline(800, { amount: 1_000_000, exposure: 1_150_000 }),
      ['down_payment'],
    ],
    ['A who owes all: nothing', aDecline(800, { exposure: 2_000_000 }), []],
    [
      'A short of points, in a strict policy: documents',
      aDecline(720, {}, { policy: strictA }),
      ['documents'],
    ],
    [
      'A short of points with all documents in: nothing',
      aDecline(
        600,
        {},
        {
          policy: strictA,
          facts: someFacts({ bureauScore: 600, acceptedDocuments: ['identity', 'income', 'address'] }),
        },
      ),
      [],
    ],
    [
      'B: outside providers, then documents',
      aDecline(640, { amount: 600_000 }),
      ['outside_provider', 'outside_provider', 'outside_provider', 'documents'],
    ],
    [
      'B far from A: no documents',
      aDecline(610, { amount: 2_100_000 }, { policy: { ...credit, manualReviewWithin: 0 } }),
      ['outside_provider'],
    ],
    [
      'B more than most finance',
      aDecline(640, { amount: 1_500_000 }),
      ['outside_provider', 'outside_provider', 'documents'],
    ],
    [
      'B where instalments are not allowed',
      aDecline(640, { amount: 600_000 }, { providers: [] }),
      ['documents'],
    ],
    [
      'B who owes more than A may',
      aDecline(640, { amount: 600_000, exposure: 1_900_000 }),
      ['outside_provider', 'outside_provider', 'outside_provider'],
    ],
    [
      'B with a document accepted: two are left',
      aDecline(
        640,
        { amount: 600_000 },
        { facts: someFacts({ bureauScore: 600, acceptedDocuments: ['income'] }) },
      ),
      ['outside_provider', 'outside_provider', 'outside_provider', 'documents'],
    ],
    ['C: pay in full with a discount', aDecline(300), ['pay_in_full_discount']],
    ['C for less than the discount: nothing', aDecline(300, { amount: 500 }), []],
    ['C for a fen more', aDecline(300, { amount: 501 }), ['pay_in_full_discount']],
    ['C whose goods cost less than the discount', aDecline(300, {}, { goods: 499 }), []],
    [
      'C without a discount in the policy',
      aDecline(300, {}, { policy: { ...credit, rescue: { ...credit.rescue, payInFullDiscount: 0 } } }),
      [],
    ],
    [
      'C with similar goods',
      aDecline(300, {}, { onSale: [mug, goods('cup', 9_000)] }),
      ['pay_in_full_discount', 'similar_goods'],
    ],
    [
      'C: at most three of them',
      aDecline(
        300,
        {},
        { onSale: [mug, ...[9_000, 9_100, 9_200, 9_300].map((price) => goods(`c${price}`, price))] },
      ),
      ['pay_in_full_discount', 'similar_goods', 'similar_goods', 'similar_goods'],
    ],
    ['C: not too cheap', aDecline(300, {}, { onSale: [mug, goods('cup', 7_999)] }), ['pay_in_full_discount']],
    ['C: not too dear', aDecline(300, {}, { onSale: [mug, goods('cup', 12_001)] }), ['pay_in_full_discount']],
    [
      'C: at the edge of near',
      aDecline(300, {}, { onSale: [mug, goods('cup', 12_000)] }),
      ['pay_in_full_discount', 'similar_goods'],
    ],
    [
      'C: not sold out',
      aDecline(300, {}, { onSale: [mug, goods('cup', 9_000, { available: 0 })] }),
      ['pay_in_full_discount'],
    ],
    [
      'C: with a tag in common',
      aDecline(300, {}, { onSale: [mug, goods('cup', 9_000, { tags: ['tea'] })] }),
      ['pay_in_full_discount'],
    ],
    [
      'C: nothing is like goods nobody knows',
      aDecline(300, {}, { onSale: [goods('cup', 9_000)] }),
      ['pay_in_full_discount'],
    ],
    [
      'C over the limit is no A: no down payment',
      aDecline(550, { amount: 110_000 }),
      ['pay_in_full_discount'],
    ],
  ])('%s', (_, facts, expected) => expect(kinds(facts)).toEqual(expected));

  test('a down payment is the policy’s share, rounded up, and both parts add up', () => {
    const [offer] = rescueOffers(aDecline(800, { amount: 2_400_001, term: 6 }));
    expect(offer).toEqual({ kind: 'down_payment', downPayment: 480_001, financed: 1_920_000, term: 6 });
  });

  test('fewer instalments are as many as the grade lets him have', () => {
    expect(rescueOffers(aDecline(800, { term: 24 }))).toEqual([
      { kind: 'fewer_instalments', financed: 10_000, term: 12 },
    ]);
  });

  test('outside providers keep the order they were given', () => {
    const offers = rescueOffers(
      aDecline(640, { amount: 600_000 }, { providers: ['stepwise', 'evenpay', 'nobody'] }),
    );
    expect(offers.map((offer) => ('provider' in offer ? offer.provider : offer.kind))).toEqual([
      'stepwise',
      'evenpay',
      'documents',
    ]);
  });

  test('similar goods are the nearest in price first, for the dearest line', () => {
    const lines = [
      { sku: 'spoon', quantity: 2, unitPrice: 1_000 },
      { sku: 'mug', quantity: 2, unitPrice: 10_000 },
    ];
    const onSale = [
      mug,
      goods('far', 8_500),
      goods('dearer', 10_200),
      goods('near', 9_900),
      goods('few', 10_000, { available: 1 }),
    ];
    const offers = rescueOffers(aDecline(300, { amount: 22_000 }, { lines, onSale }));
    const like = offers.flatMap((offer) =>
      offer.kind === 'similar_goods' ? [[offer.sku, offer.quantity, offer.amountDue]] : [],
    );
    expect(like).toEqual([
      ['near', 2, 21_800],
      ['dearer', 2, 22_400],
      ['far', 2, 19_000],
    ]);
  });

  test('whatever is offered of our own credit would be approved', () => {
    for (let score = 700; score <= 1_000; score += 50)
      for (const amount of [10_000, 2_050_000, 2_400_000, 2_600_000])
        for (const term of [1, 12, 13, 24]) {
          const facts = aDecline(score, { amount, term });
          for (const offer of rescueOffers(facts))
            if (offer.kind === 'down_payment' || offer.kind === 'fewer_instalments')
              expect(wouldBeApproved(facts, { amount: offer.financed, term: offer.term })).toBe(true);
        }
  });
});
