import { describe, expect, test } from 'vitest';
import { page, seen } from './page-text.ts';
import { someDues } from './pay-view-of.ts';

describe('instalments', () => {
  const paidBack = {
    state: { kind: 'paid', at: '2026-11-24T04:00:00.000Z' },
    financed: 24_700,
    amountDue: 0,
    dues: someDues,
    actions: { instalment: '/pay/t/instalment' },
  } as const;

  test('are shown with their states and what is left; what is owed can be paid, without scripts', () => {
    const text = seen(paidBack);
    expect(text).toContain('CN¥164.67 is still to be paid.');
    expect(text).toContain('due 25 Jan');
    expect(text).toContain('your card was declined; next try 27 Feb');
    expect(text).toContain('your card was declined: please pay it yourself');
    expect(text).toContain('being paid');
    expect(text).toContain('not owed any more');
    const numbers = [...page(paidBack).matchAll(/name="number" value="(\d)"/g)].map(([, number]) => number);
    expect(numbers).toEqual(['2', '3', '5']);
    expect(page(paidBack)).toContain('name="amount" value="4117"');
  });

  test('have no button where nothing can be paid, and say when all are settled', () => {
    expect(page({ ...paidBack, actions: {} })).not.toContain('name="number"');
    const settled = someDues.instalments.map((one) => ({ ...one, owed: 0, state: 'paid' as const }));
    const dues = { ...someDues, instalments: settled };
    expect(seen({ ...paidBack, dues })).toContain('All of them are settled.');
  });

  test('of an order that was refunded say what is on its way back, not that nothing was charged', () => {
    const closed = { kind: 'closed', as: 'cancelled', reason: 'refunded' } as const;
    const view = { ...paidBack, state: closed, financed: 0, actions: {} };
    expect(seen(view)).toMatch(/CN¥41\.17/);
    expect(seen(view)).not.toMatch(/nothing was charged/i);
    expect(seen({ ...view, amountRefunded: 4_117 })).toMatch(/CN¥41\.17/);
  });
});
