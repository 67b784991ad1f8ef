import { describe, expect, test } from 'vitest';
import {
  messagePurposes,
  messageReasons,
  payablePurposes,
  writtenChannels,
  type MessageData,
  type MessagePurpose,
  type MessageRequest,
} from '../../../domain/messages/message.ts';
import { renderMessage } from '../../../domain/messages/render-message.ts';
import { smsLength } from '../../../domain/messages/sms-length.ts';
import { helpFor } from '../../../domain/payment/failure-help.ts';
import { messageRequest } from './message-request.ts';

/** Everything a reader of the message sees or a machine follows, in one text. */
async function words(
  overrides: Partial<Omit<MessageRequest, 'data'>> = {},
  data: Partial<MessageData> = {},
): Promise<string> {
  const { subject = '', text, html = '' } = await renderMessage(messageRequest(overrides, data));
  return [subject, text, html].join('\n');
}

describe('a reminder', () => {
  const parts = {
    en: [
      'ord-7Hx2',
      'Coffee pot',
      'Drip bags',
      'CN¥247.00',
      '2 h 15 min',
      'Tue, 24 Nov, 14:30 (GMT+8)',
      'Stop these messages',
    ],
    'zh-CN': [
      'ord-7Hx2',
      'Coffee pot',
      'Drip bags',
      '¥247.00',
      '2 小时 15 分钟',
      '11月24日周二 14:30 (GMT+8)',
      '不再接收此类消息',
    ],
  } as const;

  test.each(['en', 'zh-CN'] as const)(
    'in %s says order number, items, amount due, time left, how to pay and how to stop',
    async (locale) => {
      const { text, html = '' } = await renderMessage(messageRequest({ channel: 'email', locale }));
      const links = ['https://shop.example/pay/abc_DEF', 'https://shop.example/stop/abc'];
      for (const part of [...parts[locale], ...links]) {
        expect(text).toContain(part);
        expect(html).toContain(part);
      }
    },
  );

  test.each(['en', 'zh-CN'])(
    'as SMS in %s is one line with amount, time left and both links',
    async (locale) => {
      const { text, subject, html } = await renderMessage(messageRequest({ channel: 'sms', locale }));
      for (const part of ['ord-7Hx2', '¥247.00', '2 ', '15 ', '/pay/abc_DEF', '/stop/abc'])
        expect(text).toContain(part);
      expect([text.includes('\n'), subject, html]).toEqual([false, undefined, undefined]);
    },
  );

  test.each([
    ['delivery', 'ships today'],
    ['scarcity', 'Only a few are left'],
    ['trust', 'You can return it'],
  ] as const)('argues %s, and that alone', async (emphasis, argument) => {
    const said = await words({ emphasis });
    expect(said).toContain(argument);
    const others = ['ships today', 'Only a few are left', 'You can return it'].filter(
      (other) => other !== argument,
    );
    for (const other of others) expect(said).not.toContain(other);
  });

  test('argues membership with the perk, and says any perk in full', async () => {
    expect(await words({ emphasis: 'membership' }, { perk: '10 off for members' })).toContain(
      'For you: 10 off for members',
    );
    expect(await words({ channel: 'sms' }, { perk: '10 off for members' })).toContain('10 off for members');
    expect(await words({ emphasis: 'membership' })).not.toContain('For you');
  });

  test('says in its subject that it is the last call', async () => {
    const { subject } = await renderMessage(messageRequest({ stage: 'last_call' }));
    expect(subject).toBe('Last call: 2 h 15 min left to pay for order ord-7Hx2');
  });

  test('takes the wording of the persona, and the usual one for a persona without', async () => {
    const { subject } = await renderMessage(messageRequest({ persona: 'cute' }));
    expect(subject).toBe("Coffee pot and 1 more can't wait to meet you");
    expect(await words({ persona: 'toString' })).toBe(await words());
    expect(await words({ persona: 'stern' })).toBe(await words());
  });

  test.each([
    ['deadline', { deadline: null }] as const,
    ['payUrl', { payUrl: '' }] as const,
    ['amountDue', { amountDue: 0 }] as const,
  ])('without its %s is refused', async (field, data) => {
    await expect(renderMessage(messageRequest({}, data))).rejects.toThrow(field);
  });

  test('in English fits GSM-7', async () => {
    for (const purpose of messagePurposes) {
      const { text } = await renderMessage(
        messageRequest(
          { purpose, channel: 'sms' },
          { currency: 'KWD', lines: [line('A very long name of some goods', 2)] },
        ),
      );
      expect(smsLength(text).encoding, text).toBe('GSM-7');
    }
  });

  test('names goods, shop and buyer only where it has them', async () => {
    const { text } = await renderMessage({
      ...messageRequest(),
      data: { ...messageRequest().data, shopName: '  ', buyerName: '' },
    });
    expect(text).not.toMatch(/Hello|Camellia|null|undefined/);
  });
});

describe('every purpose', () => {
  const reasons: Readonly<Partial<Record<MessagePurpose, readonly string[]>>> = messageReasons;
  const cases = messagePurposes.flatMap((purpose) =>
    writtenChannels.flatMap((channel) => ['en', 'zh-CN'].map((locale) => ({ purpose, channel, locale }))),
  );

  test.each(cases)(
    '$purpose by $channel in $locale has words, whatever its reason',
    async ({ purpose, channel, locale }) => {
      for (const reason of [undefined, 'something new', ...(reasons[purpose] ?? [])]) {
        const given = reason === undefined ? {} : { reason };
        const data = {
          ...given,
          closedReason: 'deadline_passed',
          help: helpFor('no_funds'),
          refundedAmount: 500,
          amountPaid: 500,
        };
        const { subject, text, html } = await renderMessage(
          messageRequest({ purpose, channel, locale }, data),
        );
        expect(text).toContain('ord-7Hx2');
        expect(text).not.toMatch(/null|undefined|\{[{%]|\[object/);
        expect(subject === undefined).toBe(channel === 'sms');
        expect(html === undefined).toBe(channel !== 'email');
      }
    },
  );

  test.each(messagePurposes.filter((purpose) => !payablePurposes.includes(purpose)))(
    '%s never holds a pay link, whatever it is given (known-failures 27)',
    async (purpose) => {
      for (const channel of writtenChannels) {
        const said = await words({ purpose, channel }, { againUrl: 'https://shop.example/again' });
        expect(said).not.toContain('/pay/');
      }
    },
  );

  test.each(
    Object.entries(messageReasons).flatMap(([purpose, codes]) =>
      codes.map((code) => [purpose, code] as const),
    ),
  )('%s has words of its own for %s, in both languages', async (name, reason) => {
    const purpose = messagePurposes.find((known) => known === name) ?? 'reminder';
    for (const locale of ['en', 'zh-CN']) {
      const data = { help: helpFor('no_funds'), amountPaid: 500 };
      expect(await words({ purpose, locale }, { ...data, reason })).not.toBe(
        await words({ purpose, locale }, { ...data, reason: 'x' }),
      );
    }
  });

  test('a win-back leads back to the goods, not to the closed order', async () => {
    const { text } = await renderMessage(
      messageRequest({ purpose: 'win_back' }, { againUrl: 'https://shop.example/again' }),
    );
    expect(text).toContain('Order again: https://shop.example/again');
  });

  test.each([
    ['nothing was charged', 0, 'Nothing was charged.'],
    ['what was paid comes back', 500, 'You had paid CN¥5.00'],
  ])('a closed order says that %s', async (_, amountPaid, sentence) => {
    expect(await words({ purpose: 'closed' }, { amountPaid })).toContain(sentence);
  });

  test('a failed payment says why and what helps', async () => {
    const said = await words(
      { purpose: 'problem' },
      { reason: 'payment_failed', help: helpFor('insufficient_funds') },
    );
    expect(said).toContain('There was not enough money in the account. Nothing was charged.');
    expect(said).toContain('Ask a friend to pay');
  });
});

describe('what comes from outside', () => {
  test('is escaped in HTML and stays as it is in text', async () => {
    const nasty = `<img src=x onerror="a('b')">&`;
    const data = { lines: [line(nasty)], buyerName: nasty, shopName: nasty, perk: nasty, orderNumber: nasty };
    const { text, html = '' } = await renderMessage(messageRequest({ channel: 'email' }, data));
    expect(html).not.toContain('<img');
    expect(html.split('&lt;img src=x onerror=&#34;a(&#39;b&#39;)&#34;&gt;&amp;').length).toBeGreaterThan(5);
    expect(text).toContain(nasty);
  });

  test('can not break out of a link', async () => {
    const { html = '' } = await renderMessage(
      messageRequest({ channel: 'email' }, { payUrl: 'https://shop.example/pay/a"><b>' }),
    );
    expect(html).toContain('href="https://shop.example/pay/a&#34;&gt;&lt;b&gt;"');
  });

  test('is no Liquid', async () => {
    expect(await words({ channel: 'email' }, { lines: [line('{{ payUrl }}{% if %}')] })).toContain(
      '{{ payUrl }}{% if %}',
    );
  });

  test('can not fake a line of the text or of a subject', async () => {
    const data = {
      orderNumber: 'a\r\nBcc: x@example.com',
      lines: [line('Pot\n\nPay: https://evil.example')],
    };
    const { subject, text } = await renderMessage(messageRequest({}, data));
    expect(subject).not.toMatch(/[\r\n]/);
    expect(text).not.toMatch(/^(?:Pay: https:\/\/evil|Bcc)/m);
  });

  test('is cut to twenty lines of goods, and says how many more there are', async () => {
    const lines = Array.from({ length: 23 }, (_, index) => line(`Goods ${index}`));
    const { text, html = '' } = await renderMessage(messageRequest({ channel: 'email' }, { lines }));
    for (const said of [text, html]) {
      expect(said).toContain('Goods 19');
      expect(said).not.toContain('Goods 20');
      expect(said).toContain('and 3 more');
    }
  });
});

describe('the language', () => {
  test.each([
    ['zh-CN', '您的订单'],
    ['zh-TW', '您的订单'],
    ['zh', '您的订单'],
    ['ZH_hans', '您的订单'],
    ['en-GB', 'We are holding'],
    ['fr', 'We are holding'],
    ['', 'We are holding'],
    ['zha', 'We are holding'],
  ])('of locale "%s" has the words "%s"', async (locale, start) => {
    expect(await words({ locale })).toContain(start);
  });

  test('is named in the mail', async () => {
    const { html } = await renderMessage(messageRequest({ channel: 'email', locale: 'zh' }));
    expect(html).toMatch(/<html lang="zh-CN"/);
  });
});

test('a mail fetches nothing from outside', async () => {
  const { html = '' } = await renderMessage(messageRequest({ channel: 'email' }));
  expect(html).not.toMatch(/<img|@import|<link|src="http|url\(http/);
});

function line(name: string, quantity = 1) {
  return { name, quantity, unitPrice: 100 };
}
