import { describe, expect, test } from 'vitest';
import { checkTemplate } from '../../../domain/messages/check-template.ts';
import { renderText } from '../../../domain/messages/liquid.ts';
import { messagePurposes } from '../../../domain/messages/message.ts';
import { wordings } from '../../../domain/messages/templates/wording.ts';

function errorsOf(source: string, purpose: (typeof messagePurposes)[number] = 'reminder'): readonly string[] {
  const verdict = checkTemplate(source, purpose);
  return verdict.ok ? [] : verdict.errors;
}

describe('a template is taken', () => {
  test.each([
    'No variables at all',
    '{{ orderNumber }} {{ amountDue | upcase }}',
    '{% for item in items %}{{ item.name }} {{ forloop.index }}{% endfor %}',
    '{% assign mine = shopName %}{{ mine }}',
    '{% if perk %}{{ perk }}{% endif %}',
  ])('%s', (source) => expect(errorsOf(source)).toEqual([]));

  test('with every built-in one', () => {
    for (const { purposes, personas } of Object.values(wordings)) {
      for (const purpose of messagePurposes) {
        const own = Object.values(personas).flatMap((wording) => Object.values(wording[purpose] ?? {}));
        for (const source of [...Object.values(purposes[purpose]), ...own])
          expect(errorsOf(source, purpose), source).toEqual([]);
      }
    }
  });
});

describe('a template is refused', () => {
  test.each([
    [
      'for a variable nobody knows, with its place',
      'Hello\n{{ byuerName }}',
      'unknown variable: byuerName, line 2',
    ],
    [
      'for one in a branch that is seldom reached',
      "{% if stage == 'never' %}{{ nobody }}{% endif %}",
      'unknown variable: nobody',
    ],
    ['for a filter nobody knows', '{{ orderNumber | shout }}', 'undefined filter: shout'],
    ['for a tag that is not closed', '{% if perk %}', 'not closed'],
    ['for broken output', '{{ orderNumber ', 'not closed'],
    ['for reading other templates', "{% include 'secrets' %}", 'include'],
    ['for looking at the clock', "{{ 'now' | date: '%s' }}", 'undefined filter: date'],
  ])('%s', (_, source, error) => expect(errorsOf(source).join('\n')).toContain(error));

  test('for a pay link in a message about an order that is paid', () => {
    expect(errorsOf('{{ payUrl }}', 'reminder')).toEqual([]);
    expect(errorsOf('{{ payUrl }}', 'paid').join('')).toContain('unknown variable: payUrl');
  });
});

describe('a template that is rendered', () => {
  test('fails on a variable that is not there', () => {
    expect(() => renderText('{{ nobody }}', { somebody: 1 })).toThrow(/nobody/);
  });

  test('reaches nothing but what it is given', () => {
    expect(() => renderText('{{ name.constructor }}', { name: 'x' })).toThrow(/constructor/);
  });

  test('may not go on for ever', () => {
    const endless = '{% for a in (1..9999) %}{% for b in (1..9999) %}x{% endfor %}{% endfor %}';
    expect(() => renderText(endless, {})).toThrow(/limit/);
  });
});
