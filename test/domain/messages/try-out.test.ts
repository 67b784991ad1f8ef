import { describe, expect, test } from 'vitest';
import { messagePurposes } from '../../../domain/messages/message.ts';
import { wordingLocales } from '../../../domain/messages/locale.ts';
import { sampleRequest } from '../../../domain/messages/sample.ts';
import { templateFor, wordings } from '../../../domain/messages/templates/wording.ts';
import { renderSample, tryTemplate } from '../../../domain/messages/try-out.ts';

const everyScope = messagePurposes.flatMap((purpose) =>
  wordingLocales.map((locale) => ({ purpose, locale })),
);

describe('a sample', () => {
  test.each(everyScope)('of $purpose in $locale is rendered for every channel', async (wish) => {
    const { sms, email, push, in_app } = await renderSample(wish, {});
    for (const { text } of [sms, email, push, in_app]) expect(text).toContain('A-1042');
    expect(email.html).toContain('<html');
    expect(sms.text).toContain(sampleRequest(wish, 'sms').data.stopUrl);
  });

  test('is the same every time', async () => {
    const wish = { purpose: 'reminder', locale: 'en' } as const;
    expect(await renderSample(wish, {})).toEqual(await renderSample(wish, {}));
  });

  test('says what the shop says where it says something', async () => {
    const { email } = await renderSample(
      { purpose: 'reminder', locale: 'en' },
      { heading: 'Your pot waits' },
    );
    expect(email.text).toContain('Your pot waits');
    expect(email.text).toContain('Your goods are reserved for you');
  });
});

describe('the built-in templates', () => {
  test.each(everyScope)('of $purpose in $locale could be a shop’s own', async (scope) => {
    expect(await tryTemplate({ ...templateFor(wordings[scope.locale], scope.purpose) }, scope)).toEqual([]);
  });
});

describe('a template that is tried', () => {
  const reminder = { purpose: 'reminder' } as const;

  test.each([
    ['does not parse', { body: '{% if %}' }, 'body'],
    ['names what is not there', { subject: '{{ nobody }}' }, 'subject'],
    ['uses an unknown filter', { heading: '{{ orderNumber | shout }}' }, 'heading'],
    ['would run for ever', { body: '{% for i in (1..100000000) %}x{% endfor %}' }, 'body'],
    ['has no way to stop', { short: 'Pay: {{ payUrl }}' }, 'short'],
    ['has no way to pay', { short: 'Stop: {{ stopUrl }}' }, 'short'],
  ] as const)('and %s has a fault in that part', async (_, template, part) => {
    const faults = await tryTemplate(template, { ...reminder, locale: 'en' });
    expect(faults).toEqual([{ part, message: expect.any(String) }]);
  });

  test('for every locale is tried in each', async () => {
    expect(await tryTemplate({ short: 'Hi' }, { purpose: 'paid' })).toEqual([
      { part: 'short', message: 'must say {{ stopUrl }}' },
    ]);
    const shopsOwn =
      '{% if shopName %}{% endif %}{{ stopUrl }}{% if amountDue == "¥247.00" %}{{ items[5].name }}{% endif %}';
    expect(await tryTemplate({ short: shopsOwn }, { purpose: 'problem', locale: 'en' })).toEqual([]);
    expect(await tryTemplate({ short: shopsOwn }, { purpose: 'problem' })).toHaveLength(1); // zh-CN writes it so
  });

  test('of a paid order needs no way to pay', async () => {
    expect(await tryTemplate({ short: 'Thanks. {{ stopUrl }}' }, { purpose: 'paid', locale: 'en' })).toEqual(
      [],
    );
  });
});
