import { expect, test } from 'vitest';
import { assess } from '../../../domain/credit/decision.ts';
import { reasonsForBuyer, wordReason } from '../../../domain/credit/reasons.ts';
import { credit, someFacts, someRequest } from './credit-facts.ts';

const ofDecline = (locale: string) =>
  reasonsForBuyer(
    assess(someFacts({ bureauScore: 300, unpaidCloses: 2, overdueInstalments: 1 }), someRequest(), credit),
    locale,
  );
const reworded = (reasons: ReturnType<typeof ofDecline>, locale: string) =>
  reasons.map((reason) => wordReason(reason, { locale, decision: 'declined' }));

test('a buyer reads why, and what of his own doing weighed most, without points and without the bureau’s score', () => {
  expect(ofDecline('en').map(({ text }) => text)).toEqual([
    'What we know of your paying is not enough yet to finance this order.',
    'You have 1 overdue instalment.',
    '2 orders of yours closed unpaid lately.',
  ]);
});

test('what was told in one language can be read in the other', () => {
  expect(reworded(ofDecline('en'), 'zh-CN')).toEqual(ofDecline('zh-CN').map(({ text }) => text));
  expect(reworded(ofDecline('zh-CN'), 'en')).toEqual(ofDecline('en').map(({ text }) => text));
});

test.each([
  ['terms_met', 'approved', '您的申请符合条件。'],
  ['by_person', 'approved', '您的申请经人工审核已通过。'],
  ['by_person', 'declined', '您的申请经人工审核未能通过。'],
  ['bureau_unreachable', undefined, '征信机构暂无回应，正在人工审核。'],
  ['wait_used_up', undefined, '审核用时较长，已转人工处理。期间您可以选择其他方式付款。'],
  ['documents', undefined, '正在人工审核您的资料。'],
  ['over_limit', 'declined', '这笔订单与您尚未付清的金额之和超出了可提供的额度。'],
  ['told_long_ago', 'declined', 'As it was told.'],
  ['paid_orders', 'approved', 'As it was told.'],
] as const)('%s, %s', (code, decision, text) => {
  const reason = { code, text: 'As it was told.' };
  expect(wordReason(reason, { locale: 'zh-CN', decision })).toBe(text);
});
