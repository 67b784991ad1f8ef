import { describe, expect, test } from 'vitest';
import { callCaseOf } from '../../../domain/call-tasks/call-case.ts';
import type { CallCase, CallCaseFacts } from '../../../domain/call-tasks/call-case.ts';
import { isClaimedByAnother, stateAt } from '../../../domain/call-tasks/call-task.ts';
import type { CallTask, CallTaskState } from '../../../domain/call-tasks/call-task.ts';
import { mayCallAgain } from '../../../domain/call-tasks/next-try.ts';
import { numberToCall } from '../../../domain/call-tasks/number-to-call.ts';
import { troubleHelp } from '../../../domain/call-tasks/trouble-help.ts';

const NINE = '2026-11-23T01:00:00.000Z';
const HALF_PAST = '2026-11-23T01:30:00.000Z';

function aTask(changes: Partial<CallTask> = {}): CallTask {
  return {
    id: '00000000-0000-4000-8000-000000000001',
    orderId: 'o-1',
    customerId: 'ada',
    shop: 'default',
    stage: 'first',
    attempt: 1,
    segment: 'new',
    state: 'open',
    createdAt: NINE,
    claimedBy: null,
    claimedKey: null,
    claimExpiresAt: null,
    outcome: null,
    reason: null,
    note: null,
    gift: null,
    doneAt: null,
    withdrawnAt: null,
    withdrawnReason: null,
    ...changes,
  };
}

const claimed = aTask({ state: 'claimed', claimedBy: 'Wang', claimedKey: 'desk', claimExpiresAt: HALF_PAST });

describe('a call task', () => {
  test.each<[string, CallTask, string, CallTaskState]>([
    ['is open until somebody takes it', aTask(), NINE, 'open'],
    ['is its claimant’s until the claim runs out', claimed, '2026-11-23T01:29:59.999Z', 'claimed'],
    ['is open again the moment the claim has run out', claimed, HALF_PAST, 'open'],
    ['stays done', aTask({ state: 'done', claimExpiresAt: HALF_PAST }), '2026-11-24T00:00:00.000Z', 'done'],
    ['stays withdrawn', aTask({ state: 'withdrawn' }), NINE, 'withdrawn'],
  ])('%s', (_, task, now, state) => expect(stateAt(task, now)).toBe(state));

  test.each<[string, CallTask, string, string, boolean]>([
    ['is another’s while another key holds it', claimed, 'other', NINE, true],
    ['is no other’s for the key that holds it', claimed, 'desk', NINE, false],
    ['is nobody’s once the claim has run out', claimed, 'other', HALF_PAST, false],
    ['is nobody’s while it is open', aTask(), 'other', NINE, false],
  ])('%s', (_, task, key, now, isAnothers) => expect(isClaimedByAnother(task, key, now)).toBe(isAnothers));
});

describe('a call is about', () => {
  test.each<[string, Partial<CallCaseFacts>, CallCase]>([
    ['an order that is simply unpaid', {}, 'unpaid'],
    ['calling again, after a call nobody answered', { attempt: 2 }, 'again'],
    ['the last call, also when nobody answered before', { stage: 'last_call', attempt: 3 }, 'last_call'],
    [
      'the payment that failed, whatever else',
      { payment: 'failed', stage: 'last_call', attempt: 3 },
      'payment_failed',
    ],
  ])('%s', (_, facts, expected) =>
    expect(callCaseOf({ payment: 'none', stage: 'first', attempt: 1, ...facts })).toBe(expected),
  );
});

describe('a buyer is called', () => {
  test.each<[string, string | null, boolean, string, string | undefined]>([
    ['at a mobile number of the shop’s country', '138 0013 8000', true, 'CN', '+8613800138000'],
    ['at a landline', '(010) 6234-5678', true, 'CN', '+861062345678'],
    ['at a number with its own country', '+44 20 7946 0958', true, 'CN', '+442079460958'],
    ['in the country of the shop’s state', '030 901820', true, 'DE-BE', '+4930901820'],
    ['at no number he does not have', null, true, 'CN', undefined],
    ['at no number that is none', '12345', true, 'CN', undefined],
    ['not without his consent', '138 0013 8000', false, 'CN', undefined],
  ])('%s', (_, phone, call, region, number) =>
    expect(numberToCall({ phone, consents: { call } }, region)).toBe(number),
  );

  test.each<[number, boolean]>([
    [0, true],
    [2, true],
    [3, false],
    [4, false],
  ])('after %i unanswered calls again: %s', (unanswered, again) =>
    expect(mayCallAgain(unanswered, { tries: 3 })).toBe(again),
  );
});

describe('payment trouble', () => {
  test('is helped by what fits the failed payment', () => {
    expect(troubleHelp({ failureCode: 'limit_exceeded' })).toEqual({
      code: 'limit',
      advice: ['split', 'bank_transfer'],
    });
  });

  test('is helped by what helps most where nothing failed yet', () => {
    const { advice } = troubleHelp({ failureCode: null });
    expect(advice).toEqual(['another_method', 'friend', 'instalments', 'more_time']);
  });
});
