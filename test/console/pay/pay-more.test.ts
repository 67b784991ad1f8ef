import { describe, expect, test } from 'vitest';
import { page, seen } from './page-text.ts';
import { anApplication as credit } from './pay-view-of.ts';

describe('what an order has besides its price', () => {
  const offers = [
    {
      id: 'o1',
      kind: 'down_payment',
      title: { en: 'Pay 20 % now', 'zh-CN': '现在付 20 %' },
      plan: credit.plan,
    },
  ];
  const rewards = [
    {
      title: { en: 'A coupon', 'zh-CN': '优惠券' },
      details: [{ en: 'Code X7', 'zh-CN': '券码 X7' }],
      validUntil: '2026-12-24T05:00:00.000Z',
    },
    { title: { en: 'A mug', 'zh-CN': '杯子' }, details: [] },
  ];

  test('an application shows how far it is and when to expect an answer', () => {
    expect(page({ credit })).toContain('max="100" value="40"');
    expect(seen({ credit })).toContain(
      'We are assessing it. You can expect an answer by Tue, 24 Nov, 13:00 (GMT+8).',
    );
  });

  test('while it is being assessed the page speaks of that, not of a payment', () => {
    const text = seen({ credit, state: { kind: 'processing' } });
    expect(text).toContain('Your application is being assessed');
    expect(text).not.toContain('payment provider is still at work');
  });

  test.each([
    ['approved', 'It is approved.'],
    ['declined', 'It was not approved this time.'],
  ] as const)('an application that is %s says so and why', (decision, sentence) => {
    const view = {
      credit: { ...credit, decision, reasons: [{ en: 'Two overdue instalments', 'zh-CN': '两期逾期' }] },
    };
    expect(seen(view)).toContain(`${sentence} Two overdue instalments`);
    expect(page(view)).not.toContain('<progress');
  });

  test('offers and rewards are listed', () => {
    expect(seen({ offers })).toContain('There are other ways to get your goods Pay 20 % now');
    expect(seen({ rewards })).toContain('A coupon Code X7 valid until Thu, 24 Dec, 13:00 (GMT+8) A mug');
    expect(seen({ offers, rewards }, 'zh-CN')).toContain('现在付 20 %');
    expect(seen({ rewards }, 'zh-CN')).toContain('优惠券 券码 X7 有效期至');
  });

  test('what would be paid later is shown before it is agreed to: with the application, and with each offer', () => {
    const rows = 'What you pay later, and when 24 Dec CN¥123.50 25 Jan CN¥123.50';
    expect(seen({ credit })).toContain(rows);
    expect(seen({ offers })).toContain(`Pay 20 % now ${rows}`);
    expect(seen({ credit: { ...credit, decision: 'declined' } })).not.toContain('What you pay later');
  });

  test('a person’s review is told once, with its reason', () => {
    const reasons = [{ en: 'A person looks at your documents.', 'zh-CN': '正在人工审核您的资料。' }];
    const text = seen({ credit: { ...credit, state: 'manual_review', reasons } });
    expect(text).toContain('A person looks at your documents.');
    expect(text).not.toContain('A person is looking at it.');
  });

  test.each([
    ['required', 'a card must be set up'],
    ['bound', 'is set up'],
  ] as const)('a card for the instalments that is %s', (autoDebit, sentence) => {
    expect(seen({ credit: { ...credit, decision: 'approved', autoDebit } })).toContain(sentence);
  });

  test('of all this a friend is told nothing', () => {
    const text = seen({ payer: 'friend', credit, offers, rewards });
    for (const part of ['assess', 'Pay 20 %', 'coupon', 'X7', 'mug']) expect(text).not.toContain(part);
  });
});
