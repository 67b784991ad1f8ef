import { describe, expect, test } from 'vitest';
import {
  faultsOf,
  templateName,
  templateNames,
  templateScope,
} from '../../../domain/messages/own-template.ts';

describe('a template’s name', () => {
  test.each([
    ['reminder', { purpose: 'reminder' }],
    ['win_back', { purpose: 'win_back' }],
    ['reminder.en', { purpose: 'reminder', locale: 'en' }],
    ['reminder.zh-CN.cute', { purpose: 'reminder', locale: 'zh-CN', persona: 'cute' }],
    ['reminder.zh-CN.可爱', { purpose: 'reminder', locale: 'zh-CN', persona: '可爱' }],
    ['reminder.en.v1.2', { purpose: 'reminder', locale: 'en', persona: 'v1.2' }],
  ] as const)('%s says what it is for, and back', (name, scope) => {
    expect(templateScope(name)).toEqual(scope);
    expect(templateName(scope)).toBe(name);
  });

  test.each(['', 'remind', 'Reminder', 'reminder.', 'reminder.fr', 'reminder.en.', 'reminder.cute'])(
    '%s is none',
    (name) => expect(templateScope(name)).toBeUndefined(),
  );

  test('the more special comes later, and wins', () => {
    const scope = { purpose: 'reminder', locale: 'en' } as const;
    expect(templateNames(scope)).toEqual(['reminder', 'reminder.en']);
    expect(templateNames({ ...scope, persona: 'cute' })).toEqual([
      'reminder',
      'reminder.en',
      'reminder.en.cute',
    ]);
  });
});

describe('a template', () => {
  test('that names what there is has no faults', () => {
    expect(
      faultsOf({ subject: '{{ orderNumber }}', short: '{{ payUrl }} {{ stopUrl }}' }, 'reminder'),
    ).toEqual([]);
  });

  test('is told every unknown variable, by part', () => {
    const faults = faultsOf(
      { subject: '{{ orderNo }}', body: '{% if vip %}{{ rank }}{% endif %}' },
      'reminder',
    );
    expect(faults.map(({ part, message }) => `${part}: ${message.split(',')[0]}`)).toEqual([
      'subject: unknown variable: orderNo',
      'body: unknown variable: vip',
      'body: unknown variable: rank',
    ]);
  });

  test('may not link to paying where nothing can be paid any more', () => {
    expect(faultsOf({ body: '{{ payUrl }}' }, 'paid')).toMatchObject([{ part: 'body' }]);
  });
});
