import { describe, expect, test } from 'vitest';
import { agendaOfDues, areDuesOver } from '../../../domain/credit/dues-agenda.ts';
import type { WatchedInstalment } from '../../../domain/credit/dues-agenda.ts';
import type { DueInstalment } from '../../../domain/credit/dues.ts';
import { defaultPolicy } from '../../../domain/policy/default-policy.ts';
import { anInstalment } from './dues-facts.ts';

const policy = defaultPolicy.credit.dues;

const watched = (
  changes: Partial<DueInstalment> = {},
  more: Partial<Omit<WatchedInstalment, 'instalment'>> = {},
): WatchedInstalment => ({
  instalment: anInstalment(changes),
  asking: null,
  sessionAskedAt: null,
  decided: [],
  ...more,
});

const agenda = (one: WatchedInstalment, isDebited = true, undeliveredSince: string | null = null) =>
  agendaOfDues({ instalments: [one], isDebited, undeliveredSince, policy }).map((task) =>
    [task.at.slice(5, 16), task.what, 'stage' in task ? task.stage : undefined].filter(Boolean).join(' '),
  );

const declined = { attempts: 1, tries: 1, failureCode: 'no_funds', failedAt: '2026-12-28T02:00:05.000Z' };

describe('an instalment', () => {
  test.each<[string, WatchedInstalment, boolean, readonly string[]]>([
    [
      'that is planned is reminded of, falls due and would be overdue',
      watched(),
      true,
      ['12-25T02:00 remind upcoming_1', '12-28T02:00 fall_due', '12-31T16:00 overdue'],
    ],
    [
      'whose reminder was decided is not reminded of again before its day',
      watched({}, { decided: ['upcoming_1'] }),
      true,
      ['12-28T02:00 fall_due', '12-31T16:00 overdue'],
    ],
    [
      'whose reminder was moved is reminded of then',
      watched({ remindFrom: '2026-12-26T01:00:00.000Z' }),
      true,
      ['12-26T01:00 remind upcoming_1', '12-28T02:00 fall_due', '12-31T16:00 overdue'],
    ],
    [
      'without a card asks for its money on its day',
      watched({}, { decided: ['upcoming_1'] }),
      false,
      ['12-28T02:00 fall_due', '12-28T02:00 remind due', '12-31T16:00 overdue'],
    ],
    [
      'that is due is debited',
      watched({ state: 'due', debitAt: '2026-12-28T02:00:01.000Z' }, { decided: ['upcoming_1'] }),
      true,
      ['12-28T02:00 debit', '12-31T16:00 overdue'],
    ],
    [
      'whose debit has no answer is asked about under its key, and not debited',
      watched(
        { state: 'due', debitAt: null },
        {
          decided: ['upcoming_1'],
          asking: { debitId: 'd', begunAt: '2026-12-28T02:00:00.000Z', askedAt: '2026-12-28T02:00:00.000Z' },
        },
      ),
      true,
      ['12-28T02:05 ask_debit', '12-31T16:00 overdue'],
    ],
    [
      'that has been silent for an hour is asked about in an hour',
      watched(
        { state: 'due' },
        {
          decided: ['upcoming_1'],
          asking: { debitId: 'd', begunAt: '2026-12-28T02:00:00.000Z', askedAt: '2026-12-28T03:00:00.000Z' },
        },
      ),
      true,
      ['12-28T04:00 ask_debit', '12-31T16:00 overdue'],
    ],
    [
      'that was declined is told of and tried again',
      watched(
        { ...declined, state: 'due', debitAt: '2026-12-29T02:00:00.000Z' },
        { decided: ['upcoming_1'] },
      ),
      true,
      ['12-28T02:00 remind declined_1', '12-29T02:00 debit', '12-31T16:00 overdue'],
    ],
    [
      'that was declined for good is told of and tried no more',
      watched({ ...declined, state: 'due', hard: true }, { decided: ['upcoming_1'] }),
      true,
      ['12-28T02:00 remind declined_1', '12-31T16:00 overdue'],
    ],
    [
      'that is overdue is reminded of, and tried as long as the ladder goes',
      watched(
        {
          ...declined,
          state: 'overdue',
          overdueSince: '2026-12-31T16:00:00.000Z',
          debitAt: '2027-01-01T02:00:00.000Z',
        },
        { decided: ['upcoming_1', 'declined_1'] },
      ),
      true,
      ['12-31T16:00 remind overdue_1', '01-01T02:00 debit'],
    ],
    [
      'that is overdue, and all was said, waits for a person',
      watched(
        { ...declined, state: 'overdue', overdueSince: '2026-12-31T16:00:00.000Z' },
        { decided: ['upcoming_1', 'declined_1', 'overdue_1', 'overdue_2'] },
      ),
      true,
      [],
    ],
    ['that is paid has nothing to do', watched({ state: 'paid', paid: 3_334 }), true, []],
    ['that is void has nothing to do', watched({ state: 'void', voided: 3_334 }), true, []],
    [
      'that is void while a debit has no answer is asked about all the same',
      watched(
        { state: 'void', voided: 3_334 },
        {
          asking: { debitId: 'd', begunAt: '2026-12-28T02:00:00.000Z', askedAt: '2026-12-28T02:00:00.000Z' },
        },
      ),
      true,
      ['12-28T02:05 ask_debit'],
    ],
    [
      'that is paid has its open session closed',
      watched({ state: 'paid', paid: 3_334 }, { sessionAskedAt: '2026-12-28T02:00:00.000Z' }),
      true,
      ['12-28T02:05 close_sessions'],
    ],
  ])('%s', (_, one, isDebited, expected) => expect(agenda(one, isDebited)).toEqual(expected));

  test('has its messages handed over first', () =>
    expect(agenda(watched({ state: 'paid', paid: 3_334 }), true, '2026-12-28T02:00:00.000Z')).toEqual([
      '12-28T02:00 deliver_messages',
    ]));
});

describe('a plan is over', () => {
  const asking = { debitId: 'd', begunAt: '2026-12-28T02:00:00.000Z', askedAt: '2026-12-28T02:00:00.000Z' };
  test.each<[string, readonly WatchedInstalment[], boolean]>([
    ['when all is paid or void', [watched({ paid: 3_334 }), watched({ voided: 3_334 })], true],
    ['not while something is owed', [watched({ paid: 3_334 }), watched()], false],
    ['not while a debit has no answer', [watched({ voided: 3_334 }, { asking })], false],
    [
      'not while a session can be paid',
      [watched({ paid: 3_334 }, { sessionAskedAt: asking.askedAt })],
      false,
    ],
    ['where there is none', [], true],
  ])('%s', (_, instalments, over) => expect(areDuesOver({ instalments })).toBe(over));
});
