import { describe, expect, test } from 'vitest';
import { renderLinkNotFoundPage } from '../../../console/pay/pay-page.ts';
import { pageHeaders } from '../../../console/page-headers.ts';
import type { PayNotice } from '../../../console/pay/pay-notices.ts';
import type { PayState, PayView } from '../../../console/pay/pay-view.ts';
import { payWords } from '../../../console/pay/words/words.ts';
import { wordingLocales } from '../../../domain/messages/locale.ts';
import { paymentMethods } from '../../../domain/order/order.ts';
import { helpFor } from '../../../domain/payment/failure-help.ts';
import { page, pageOf, seen, textOf } from './page-text.ts';
import { aPayView } from './pay-view-of.ts';

/** The page of an order as somebody sees it who is offered no link for a friend. */
function withoutFriend(): PayView {
  const { friendUrl: _, ...view } = aPayView();
  return view;
}

const closed = (as: Extract<PayState, { kind: 'closed' }>['as'], reason?: string): PayState => ({
  kind: 'closed',
  as,
  ...(reason === undefined ? {} : { reason }),
});

describe('an order that can be paid', () => {
  test('shows amount, parts of the price, time left and deadline in the HTML', () => {
    const text = seen();
    for (const part of [
      'Amount due CN¥247.00',
      '2 h 15 min',
      'Pay by Tue, 24 Nov, 14:30 (GMT+8)',
      'Coffee pot × 1 CN¥169.00',
      'Drip bags × 2 CN¥90.00',
      'Goods CN¥259.00',
      'Discount -CN¥20.00',
      'Shipping CN¥8.00',
      'Total CN¥247.00',
    ]) {
      expect(text).toContain(part);
    }
  });

  test('shows the same in Chinese', () => {
    const text = seen({}, 'zh-CN');
    for (const part of [
      '应付金额 ¥247.00',
      '2 小时 15 分钟',
      '请在 11月24日周二 14:30 (GMT+8) 前付款',
      '商品金额 ¥259.00',
      '优惠 -¥20.00',
      '运费 ¥8.00',
      '合计 ¥247.00',
    ]) {
      expect(text).toContain(part);
    }
  });

  test('shows what is paid and what is left of it', () => {
    const text = seen({ amountPaid: 10000, amountDue: 14700 });
    expect(text).toContain('Total CN¥247.00 Paid CN¥100.00 Amount due CN¥147.00');
    expect(text).toContain('Pay CN¥147.00');
  });

  test('leaves out a discount and money that there is not', () => {
    expect(seen({ discount: 0 })).not.toMatch(/Discount|Paid CN|Paid later|Refunded/);
  });

  test('is paid by one form that needs no script: method, then one press', () => {
    const html = page();
    const form = /<form[^>]*action="\/pay\/t\/pay"[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
    expect(form).toContain('method="post"');
    expect(form).toContain('name="revision" value="3"');
    expect(form).toContain('name="amount" value="24700"');
    expect(
      [...form.matchAll(/type="radio" name="method" value="(\w+)" required( checked)?/g)].map(
        ([, method, checked]) => [method, checked],
      ),
    ).toEqual([
      ['alipay', ' checked'],
      ['card', undefined],
      ['bank_transfer', undefined],
    ]);
    expect(form).toContain('formaction="/pay/t/method"');
    expect(html).not.toMatch(/ on\w+="/);
  });

  test('offers only what has an address', () => {
    const alone = { ...withoutFriend(), actions: { pay: '/p' } };
    expect(textOf(pageOf(alone))).not.toMatch(
      /Ask a friend|I need more time|Only save|Change quantities|Report a problem|Cancel the order|Other options/,
    );
    expect(textOf(pageOf({ ...alone, actions: {} }))).not.toContain('Pay CN¥');
    for (const action of ['extend', 'lines', 'problem', 'cancel'])
      expect(pageOf({ ...alone, actions: { [action]: `/pay/t/${action}` } })).toContain(
        `action="/pay/t/${action}"`,
      );
  });

  test('sends with every form a key, the revision and the language', () => {
    const html = page();
    const forms = html.match(/<form[\s\S]*?<\/form>/g) ?? [];
    expect(forms).toHaveLength(5);
    for (const form of forms)
      for (const field of [
        'name="key" value="a-key-of-this-page"',
        'name="revision" value="3"',
        'name="lang" value="en"',
      ])
        expect(form).toContain(field);
  });

  test('asks for one quantity of each SKU, also where two lines have it', () => {
    const line = { sku: 'pot', name: 'Coffee pot', quantity: 2, unitPrice: 1 };
    const html = page({ lines: [line, { ...line, quantity: 1 }] });
    expect(html.match(/name="quantity\.pot"/g)).toHaveLength(1);
    expect(/name="quantity\.pot"[^>]*value="(\d)"/.exec(html)?.[1]).toBe('3');
  });

  test('says how much more time there is to have, and that a problem is being looked at', () => {
    expect(seen()).toContain('Give me 2 h more');
    expect(seen({ pausedSince: '2026-11-24T03:00:00.000Z' })).toContain(
      'You told us about a problem on Tue, 24 Nov, 11:00 (GMT+8).',
    );
  });

  test('without a deadline says nothing of time', () => {
    const html = page({ deadline: null });
    expect(html).not.toContain('data-deadline=');
    expect(seen({ deadline: null })).not.toMatch(/Time left|Pay by/);
  });

  test('names every method in both languages', () => {
    for (const locale of wordingLocales) {
      const html = page({ methods: paymentMethods }, locale);
      for (const method of paymentMethods) expect(html).toContain(payWords[locale].methods[method].name);
    }
  });
});

describe('after a failed payment the page says why and what helps', () => {
  test.each([
    [
      'insufficient_funds',
      ['Choose another payment method', 'Ask a friend to pay', 'Ask for more time'],
      ['instalments'],
    ],
    ['authentication_required', ['Try again'], ['Choose another']],
    ['limit', ['Pay in two parts', 'Pay by bank transfer'], ['Try again']],
    ['network', ['Nothing was charged', 'Try again'], ['Choose another']],
  ])('%s', (code, said, unsaid) => {
    const text = seen({ failure: helpFor(code) });
    for (const part of said) expect(text).toContain(part);
    for (const part of unsaid) expect(text).not.toContain(part);
  });

  test('of that only what this order can do', () => {
    const failure = helpFor('no_funds');
    const view = {
      ...withoutFriend(),
      failure,
      methods: ['alipay', 'instalments'] as const,
      actions: { pay: '/p' },
    };
    const text = textOf(pageOf(view));
    expect(text).toContain('Pay in instalments');
    expect(text).not.toMatch(/friend|more time/);
    expect(seen({ failure: helpFor('limit'), methods: ['alipay', 'card'] })).toContain(
      'Choose another payment method',
    );
  });

  test('and no more once the order is paid', () => {
    expect(seen({ failure: helpFor('no_funds'), state: { kind: 'paid' } })).not.toContain(
      'did not go through',
    );
  });
});

describe('the page tells the truth (known-failures 4)', () => {
  const states: readonly (readonly [string, Partial<PayView>, string])[] = [
    [
      'expired',
      { state: closed('expired', 'deadline_passed') },
      'The time to pay ran out on Tue, 24 Nov, 14:30 (GMT+8). Nothing was charged.',
    ],
    [
      'cancelled',
      { state: closed('cancelled', 'cancelled_by_staff') },
      'The shop has cancelled it. Nothing was charged.',
    ],
    [
      'sold out',
      { state: closed('cancelled', 'sold_out'), amountPaid: 500 },
      'We are sorry. CN¥5.00 is on its way back',
    ],
    [
      'refunded',
      { state: closed('cancelled', 'refunded'), amountPaid: 500, amountRefunded: 500 },
      'CN¥5.00 has been refunded',
    ],
    [
      'partly refunded',
      { state: closed('expired'), amountPaid: 500, amountRefunded: 200 },
      'CN¥3.00 is on its way back',
    ],
    [
      'rejected',
      { state: closed('rejected', 'out_of_stock') },
      'The goods are out of stock. Nothing was charged.',
    ],
    ['blocked', { state: closed('rejected', 'buyer_blocked') }, 'Nothing was charged.'],
    [
      'merged',
      { state: closed('merged', 'merged'), amountPaid: 500 },
      'Its goods are part of a combined order now.',
    ],
    ['processing', { state: { kind: 'processing' } }, 'Please don&#39;t pay again'],
    ['closing', { state: { kind: 'closing' } }, 'Please don&#39;t pay again'],
    ['busy', { state: { kind: 'busy' } }, 'This order can&#39;t be paid just now'],
    [
      'to be paid on delivery',
      { state: { kind: 'on_delivery' }, deadline: null, actions: {} },
      'You pay CN¥247.00 when the goods arrive.',
    ],
  ];

  test.each(states)('of an order that is %s, and does not thank or ask for money', (_, view, sentence) => {
    const text = seen(view);
    expect(text).toContain(sentence);
    expect(text).not.toMatch(/Thank you|Pay CN¥|Time left/);
    expect(page(view)).not.toContain('<form');
    expect(seen(view, 'zh-CN')).not.toMatch(/谢谢|立即支付|剩余时间/);
  });

  test('money of a merged order is said to be neither lost nor returned', () => {
    expect(seen({ state: closed('merged', 'merged'), amountPaid: 500 })).not.toMatch(
      /on its way back|Nothing was charged/,
    );
  });

  test('a paid order is thanked for, with when it was paid and when it comes', () => {
    const state = { kind: 'paid', at: '2026-11-24T05:00:00Z' } as const;
    const text = seen({
      state,
      amountPaid: 24700,
      amountDue: 0,
      promise: { shipsOn: '2026-11-25', arrivesOn: '2026-11-28' },
    });
    expect(text).toContain(
      'Thank you. We have received your payment; there is nothing more to do. Paid on Tue, 24 Nov, 13:00 (GMT+8).',
    );
    expect(text).toContain('Ships on 25 Nov, arrives on 28 Nov.');
    expect(text).not.toMatch(/Amount due|Pay CN/);
  });

  test('an order that another took the place of leads there', () => {
    const state: PayState = {
      kind: 'closed',
      as: 'cancelled',
      reason: 'superseded',
      continueUrl: '/pay/newer',
    };
    expect(page({ state })).toContain('<a class="button" href="/pay/newer">');
  });

  test('only where a result is awaited a browser without scripts looks again by itself', () => {
    const refresh = '<meta http-equiv="refresh" content="5; url=?lang=en"';
    expect(page({ state: { kind: 'processing' } })).toContain(refresh);
    expect(page({ state: { kind: 'closing' } })).toContain(refresh);
    expect(page({ state: { kind: 'busy' } })).toContain(refresh);
    expect(page({ notice: 'returned' })).toContain(refresh);
    expect(page()).not.toContain('http-equiv="refresh"');
    expect(page({ state: { kind: 'paid' } })).not.toContain('http-equiv="refresh"');
  });

  test('of a payment under way shows which step it is, and since when', () => {
    const view = { state: { kind: 'processing', since: '2026-11-24T04:10:00.000Z' } } as const;
    expect(page(view)).toMatch(/<li class="now" aria-current="step">Being confirmed/);
    expect(seen(view)).toContain('Under way since Tue, 24 Nov, 12:10 (GMT+8).');
  });
});

describe('an order that is paid otherwise than with money that came', () => {
  const paid = { state: { kind: 'paid' } } as const;

  test('later, as agreed, is confirmed and not called paid', () => {
    const text = seen({ ...paid, financed: 24_700, amountDue: 0 });
    expect(text).toContain('Your order is confirmed');
    expect(text).toContain('You pay CN¥247.00 later, as agreed');
    expect(text).not.toMatch(/received your payment|This order is paid/);
  });

  test('of which a friend is told that it is paid, and no more', () => {
    expect(seen({ ...paid, payer: 'friend', financed: 24_700 })).not.toContain('later, as agreed');
  });

  test('by costing nothing has nothing to thank for but the order', () => {
    expect(seen({ ...paid, total: 0, amountDue: 0 })).toContain('There is nothing to pay for this order.');
  });
});

describe('notices', () => {
  test.each<[PayNotice, string]>([
    ['order_changed', 'alert'],
    ['provider_unavailable', 'alert'],
    ['not_payable', 'alert'],
    ['method_not_allowed', 'alert'],
    ['method_changed', 'status'],
    ['extended', 'status'],
    ['returned', 'status'],
    ['out_of_stock', 'alert'],
  ])('%s is announced as %s', (notice, role) => {
    expect(page({ notice })).toContain(`role="${role}" tabindex="-1" data-notice`);
    expect(seen({ notice }).replaceAll('&#39;', "'")).toContain(payWords.en.notices[notice]);
  });
});

test('what there is too little of is named, with how many there could be', () => {
  const shortages = [
    { name: 'Coffee pot', most: 3 },
    { name: 'Drip bags', most: 0 },
  ];
  expect(seen({ notice: 'out_of_stock', shortages })).toContain(
    'There is not enough in stock, so nothing was changed. Coffee pot: at most 3. Drip bags: sold out.',
  );
});

describe("a friend's page", () => {
  test('speaks of a friend, shows goods and price, and offers nothing but to pay', () => {
    const text = textOf(pageOf({ ...withoutFriend(), payer: 'friend', actions: { pay: '/pay/f/pay' } }));
    for (const part of ['Pay for a friend&#39;s order', 'Coffee pot × 1', 'CN¥247.00', 'Pay CN¥247.00'])
      expect(text).toContain(part);
    expect(text).not.toMatch(/your order|Your goods|Ask a friend|more time/i);
  });

  test('says in its own words that it is paid', () => {
    expect(seen({ payer: 'friend', state: { kind: 'paid' } })).toContain('The payment has arrived');
  });
});

describe('a link that we did not sign', () => {
  test.each(wordingLocales)('gets a page in %s that names no order', (locale) => {
    const html = renderLinkNotFoundPage({ locale });
    expect(html).toContain(payWords[locale].headings.not_found);
    expect(html).not.toMatch(/<form|CN¥|ord-/);
  });
});

describe('markup', () => {
  test('escapes everything that comes from outside', () => {
    const nasty = `"><script>alert('x')</script>&`;
    const html = page({
      shopName: nasty,
      orderNumber: nasty,
      lines: [{ sku: nasty, name: nasty, quantity: 1, unitPrice: 1 }],
      friendUrl: nasty,
      actions: { pay: nasty, method: nasty, extend: nasty, lines: nasty, events: nasty },
      deadline: '2026-11-24T06:30:00.000Z',
    });
    expect(html).not.toContain('<script>alert');
    expect(html.split('&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;').length - 1).toBe(15);
  });

  test.each(wordingLocales)(
    'in %s says its language, has one heading and landmarks, and a label for every control',
    (locale) => {
      const html = page({}, locale);
      expect(html).toMatch(/^<!doctype html>/);
      expect(html).toContain(`<html lang="${locale}">`);
      expect(html.match(/<h1/g)).toHaveLength(1);
      for (const landmark of ['<main', '<header']) expect(html.split(landmark)).toHaveLength(2);
      for (const [, id] of html.matchAll(/aria-labelledby="([^"]+)"/g)) expect(html).toContain(`id="${id}"`);
      expect(html.match(/<label class="choice" id="method-/g)).toHaveLength(3);
      expect(html).toContain(`href="?lang=${payWords[locale].otherLanguage.locale}"`);
    },
  );

  test('has nothing inline, and fetches only our own files, whose names change with what is in them', () => {
    const html = page();
    expect(html).not.toMatch(/ style="| on\w+="|<style|@import|url\(/);
    expect([...html.matchAll(/ (?:src|href)="(\/[^"]*)"/g)].map(([, address]) => address)).toEqual([
      expect.stringMatching(/^\/assets\/icon-[\w-]{10}\.svg$/),
      expect.stringMatching(/^\/assets\/pay-[\w-]{10}\.css$/),
      expect.stringMatching(/^\/assets\/pay-[\w-]{10}\.js$/),
    ]);
    expect(html).not.toMatch(/<script(?! src="\/assets\/)/);
  });
});

test('the headers let forms go on to the provider, and nothing else anywhere', () => {
  const headers = pageHeaders({ formTargets: ['https://pay.example'] });
  expect(headers['content-security-policy']).toContain("form-action 'self' https://pay.example");
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['content-security-policy']).toContain("script-src 'self'");
  expect([headers['cache-control'], headers['referrer-policy']]).toEqual(['no-store', 'no-referrer']);
});
