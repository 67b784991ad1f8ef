import { describe, expect, test } from 'vitest';
import type { PlacingRequest } from '../../../domain/placing/request.ts';
import { defaultPolicy } from '../../../domain/policy/default-policy.ts';
import {
  PLACED_AT,
  aLine,
  aPlacing,
  aPlacingRequest,
  decide,
  placingTerms,
  someStock,
} from '../../support/placings.ts';

describe('a request is refused', () => {
  const priced = placingTerms({ stock: { A: someStock({ price: { amount: 1990, currency: 'CNY' } }) } });
  const free = { amount: 0, currency: 'CNY' };
  test.each<[string, Partial<PlacingRequest>, string, string]>([
    [
      'in another currency than the shop’s',
      { lines: [aLine('A', 1, 1990, 'EUR')] },
      'currency_mismatch',
      'lines.0.unitPrice.currency',
    ],
    [
      'for a SKU that is not in stock’s books',
      { lines: [aLine('A'), aLine('X')] },
      'unknown_sku',
      'lines.1.sku',
    ],
    [
      'at another price than the one in stock',
      { lines: [aLine('B', 1, 1), aLine('A', 1, 1989)] },
      'price_mismatch',
      'lines.1.unitPrice',
    ],
    [
      'when its goods are more than 10^12',
      { lines: [aLine('B', 1_000_000, 1_000_001)] },
      'amount_too_large',
      'lines',
    ],
    [
      'when goods too large are discounted away',
      {
        lines: [aLine('B', 1_000_000, 1_000_000_000_000)],
        discount: { amount: 1_000_000_000_000, currency: 'CNY' },
      },
      'amount_too_large',
      'lines',
    ],
    [
      'when shipping makes it more than 10^12',
      { lines: [aLine('B', 1, 1_000_000_000_000)], shipping: { fee: { ...free, amount: 1 } } },
      'amount_too_large',
      'lines',
    ],
    [
      'for a method its kind does not allow',
      { kind: 'flash', paymentMethod: 'bank_transfer' },
      'method_not_allowed',
      'paymentMethod',
    ],
  ])('%s', (_, changes, code, field) => {
    expect(decide(aPlacingRequest(changes), priced).refused).toMatchObject({ code, facts: { field } });
  });

  test('for a slow method when the buyer is watched', () => {
    const request = aPlacingRequest({ paymentMethod: 'bank_transfer' });
    expect(decide(request, placingTerms({ standing: 'watch' })).refused?.code).toBe('method_not_allowed');
  });

  test('never for its method when the buyer is blocked: that is for the placing to say', () => {
    const request = aPlacingRequest({ paymentMethod: 'bank_transfer' });
    expect(decide(request, placingTerms({ standing: 'blocked' })).placing?.standing).toBe('blocked');
  });
});

describe('amounts', () => {
  test.each([
    [[aLine('A', 3, 1000)], 0, 0, { goods: 3000, discount: 0, shippingFee: 0, total: 3000 }],
    [
      [aLine('A', 1, 1000), aLine('B', 2, 500)],
      300,
      800,
      { goods: 2000, discount: 300, shippingFee: 800, total: 2500 },
    ],
    [[aLine('A', 1, 1000)], 5000, 800, { goods: 1000, discount: 1000, shippingFee: 800, total: 800 }],
    [
      [aLine('A', 1_000_000, 1_000_000)],
      0,
      0,
      { goods: 1_000_000_000_000, discount: 0, shippingFee: 0, total: 1_000_000_000_000 },
    ],
  ])('of %j with discount %i and shipping %i', (lines, discount, fee, amounts) => {
    const money = (amount: number) => ({ amount, currency: 'CNY' });
    const { order } = aPlacing(
      aPlacingRequest({ lines, discount: money(discount), shipping: { fee: money(fee) } }),
    );
    expect(order).toMatchObject({ ...amounts, amountPaid: 0, financed: 0, amountDue: amounts.total });
  });
});

describe('an order begins', () => {
  const gift = { discount: { amount: 1990, currency: 'CNY' } };
  test.each<[string, Partial<PlacingRequest>, Parameters<typeof placingTerms>[0], object]>([
    [
      'awaiting payment for 24 h, its stock held',
      {},
      {},
      {
        status: 'awaiting_payment',
        hold: 'held',
        deadline: '2026-11-23T02:00:00.000Z',
        releaseAt: '2026-11-23T02:05:00.000Z',
      },
    ],
    [
      'with half the time for a watched buyer',
      {},
      { standing: 'watch' },
      { deadline: '2026-11-22T14:00:00.000Z' },
    ],
    [
      'with the shortest of its SKUs’ times',
      { lines: [aLine('A'), aLine('B')] },
      { stock: { A: someStock({ kind: 'made_to_order' }), B: someStock({ kind: 'promotion' }) } },
      { kind: 'promotion', deadline: '2026-11-22T08:00:00.000Z' },
    ],
    [
      'with the kind the shop says',
      { kind: 'made_to_order' },
      { stock: { A: someStock({ kind: 'flash' }) } },
      { kind: 'made_to_order', deadline: '2026-11-24T02:00:00.000Z' },
    ],
    [
      'with a bank transfer’s own due date',
      { paymentMethod: 'bank_transfer' },
      {},
      { deadline: '2026-11-25T02:00:00.000Z' },
    ],
    [
      'confirmed and without a deadline when paid on delivery',
      { paymentMethod: 'cash_on_delivery' },
      {},
      { status: 'confirmed', hold: 'held', deadline: null, releaseAt: null },
    ],
    [
      'without a deadline on a distribution platform',
      { channel: 'distribution' },
      {},
      { status: 'awaiting_payment', hold: 'held', deadline: null, releaseAt: null },
    ],
    [
      'paid, its stock committed, when nothing is due',
      gift,
      {},
      { status: 'paid', hold: 'committed', paymentState: 'succeeded', amountDue: 0, deadline: null },
    ],
    [
      'without a hold where stock is taken at payment',
      {},
      { policy: { stock: { ...defaultPolicy.stock, deductOn: 'payment' } } },
      { deductOn: 'payment', hold: 'none' },
    ],
    [
      'with a hold where its SKU says so',
      {},
      {
        policy: { stock: { ...defaultPolicy.stock, deductOn: 'payment' } },
        stock: { A: someStock({ deductOn: 'order' }) },
      },
      { deductOn: 'order', hold: 'held' },
    ],
    [
      'with a hold on all lines when one SKU is held at placement',
      { lines: [aLine('A'), aLine('B')] },
      { stock: { A: someStock({ deductOn: 'payment' }) } },
      { deductOn: 'order', hold: 'held' },
    ],
    [
      'without a hold, and with all its time, for a restricted buyer',
      {},
      { standing: 'restricted' },
      { deductOn: 'payment', hold: 'none', deadline: '2026-11-23T02:00:00.000Z' },
    ],
    [
      'with stock taken at once when nothing is due, however the shop deducts',
      gift,
      { standing: 'restricted' },
      { status: 'paid', hold: 'committed' },
    ],
  ])('%s', (_, changes, terms, expected) => {
    expect(aPlacing(aPlacingRequest(changes), placingTerms(terms)).order).toMatchObject(expected);
  });

  test('with the first method the policy allows where none was chosen', () => {
    const flashByWechat = { ...defaultPolicy.payment, methodsByKind: { flash: ['wechat' as const] } };
    const terms = placingTerms({ policy: { payment: flashByWechat } });
    const request = { paymentMethod: undefined };
    expect(aPlacing(aPlacingRequest(request), terms).order.paymentMethod).toBe('card');
    expect(aPlacing(aPlacingRequest({ ...request, kind: 'flash' }), terms).order.paymentMethod).toBe(
      'wechat',
    );
  });

  test('with the deadline it would have had without a slow method kept beside it', () => {
    expect(aPlacing(aPlacingRequest({ paymentMethod: 'bank_transfer' })).plainDeadline).toBe(
      '2026-11-23T02:00:00.000Z',
    );
  });

  test('watched for 60 days when it is paid or confirmed, where a promise is kept', () => {
    const paid = aPlacingRequest(gift);
    expect(aPlacing(paid).watchUntil).toBe('2027-01-21T02:00:00.000Z');
    const noPromise = placingTerms({ policy: { promise: { ...defaultPolicy.promise, enabled: false } } });
    expect(aPlacing(paid, noPromise).watchUntil).toBeNull();
    expect(aPlacing(aPlacingRequest()).watchUntil).toBeNull();
  });
});

describe('the limits it is placed under', () => {
  test('sum what its lines want of one SKU', () => {
    const request = aPlacingRequest({ lines: [aLine('B', 2), aLine('A'), aLine('B', 3)] });
    expect(aPlacing(request).demand).toEqual([
      { sku: 'A', quantity: 1 },
      { sku: 'B', quantity: 5 },
    ]);
  });

  test.each([
    ['good', 5],
    ['watch', 5],
    ['restricted', 1],
  ] as const)('a buyer in standing %s may have %i open orders', (standing, maxOpen) => {
    expect(aPlacing(aPlacingRequest(), placingTerms({ standing })).maxOpen).toBe(maxOpen);
  });

  test.each<[string, Partial<PlacingRequest>, boolean]>([
    ['an unpaid order counts', {}, true],
    ['cash on delivery does not', { paymentMethod: 'cash_on_delivery' }, false],
    ['an order with nothing due does not', { lines: [aLine('A', 1, 0)] }, false],
  ])('%s as open', (_, changes, counts) => {
    expect(aPlacing(aPlacingRequest(changes)).countsAsOpen).toBe(counts);
  });

  test.each<[string, Partial<PlacingRequest>, string[]]>([
    ['flash SKUs only', {}, ['A']],
    ['also SKUs without a kind when the order is said to be a flash sale', { kind: 'flash' }, ['A', 'B']],
  ])('share out %s', (_, changes, skus) => {
    const terms = placingTerms({
      stock: { A: someStock({ kind: 'flash' }), C: someStock({ kind: 'normal' }) },
    });
    const { flash } = aPlacing(
      aPlacingRequest({ lines: [aLine('A'), aLine('B'), aLine('C')], ...changes }),
      terms,
    );
    expect(flash).toEqual({ share: 0.2, demand: skus.map((sku) => ({ sku, quantity: 1 })) });
  });

  test('the same lines in another order, split otherwise, are the same order for the buyer', () => {
    const one = aPlacing(aPlacingRequest({ lines: [aLine('A', 2), aLine('B')] }));
    const other = aPlacing(aPlacingRequest({ lines: [aLine('B'), aLine('A'), aLine('A')] }));
    const more = aPlacing(aPlacingRequest({ lines: [aLine('A', 2), aLine('B', 2)] }));
    expect(other.linesPrint).toBe(one.linesPrint);
    expect(more.linesPrint).not.toBe(one.linesPrint);
    expect(one.duplicateSince).toBe('2026-11-22T01:30:00.000Z');
  });
});

describe('the journal begins', () => {
  test('with why the order begins as it does, and what is held', () => {
    const { journal } = aPlacing(aPlacingRequest());
    expect(journal).toMatchObject([
      {
        at: PLACED_AT,
        kind: 'placed',
        reason: 'stock_held_until_paid',
        actor: 'buyer',
        facts: { total: 1990, standing: 'good' },
      },
      { at: PLACED_AT, kind: 'stock_held', actor: 'engine', facts: { demand: [{ sku: 'A', quantity: 1 }] } },
    ]);
  });

  test('with the commit when nothing was due', () => {
    const { journal } = aPlacing(aPlacingRequest({ lines: [aLine('A', 1, 0)] }));
    expect(journal.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['placed', 'nothing_due'],
      ['stock_held', undefined],
      ['stock_committed', 'nothing_due'],
    ]);
  });

  test('without anything that names the buyer', () => {
    const customer = { id: 'ada', name: 'Ada Lovelace', phone: '+8613800000000', email: 'ada@example.com' };
    const contact = { name: 'Ada Lovelace', phone: '+8613800000000', address: 'Computing Road 1' };
    const { journal } = aPlacing(aPlacingRequest({ customer, shipping: { contact } }));
    expect(JSON.stringify(journal)).not.toMatch(/ada|lovelace|138|computing/i);
  });
});
