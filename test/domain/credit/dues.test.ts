import { describe, expect, test } from 'vitest';
import { isHardDecline } from '../../../domain/credit/declines.ts';
import { outstandingOf, owedOf, settledState, voidFromTheEnd } from '../../../domain/credit/dues.ts';
import { becomesOverdueAt, fallsDueAt, nextTryAt } from '../../../domain/credit/dues-times.ts';
import { overdueCount } from '../../../domain/credit/overdue-count.ts';
import { defaultPolicy } from '../../../domain/policy/default-policy.ts';
import { anInstalment } from './dues-facts.ts';

const policy = defaultPolicy.credit.dues;

describe('what is owed', () => {
  test.each([
    ['all of it at first', {}, 3_334, 'planned'],
    ['the rest after a part', { paid: 1_000, state: 'due' }, 2_334, 'due'],
    ['nothing once it is paid', { paid: 3_334, state: 'due' }, 0, 'paid'],
    ['nothing once it is void', { voided: 3_334 }, 0, 'void'],
    ['nothing once a part was paid and the rest is void', { paid: 34, voided: 3_300 }, 0, 'paid'],
  ] as const)('%s', (_, changes, owed, state) => {
    expect(owedOf(anInstalment(changes))).toBe(owed);
    expect(settledState(anInstalment(changes))).toBe(state);
  });

  test.each([
    [0, []],
    [1, [[3, 1]]],
    [3_333, [[3, 3_333]]],
    [
      3_334,
      [
        [3, 3_333],
        [2, 1],
      ],
    ],
    [
      10_000,
      [
        [3, 3_333],
        [2, 3_333],
        [1, 2_334],
      ],
    ],
    [
      99_999,
      [
        [3, 3_333],
        [2, 3_333],
        [1, 2_334],
      ],
    ],
  ] as const)('%i less is owed from the last instalment on', (amount, expected) => {
    const plan = [
      anInstalment({ paid: 1_000 }),
      anInstalment({ number: 2, amount: 3_333 }),
      anInstalment({ number: 3, amount: 3_333 }),
    ];
    expect(outstandingOf(plan)).toBe(9_000);
    const voided = voidFromTheEnd(plan, amount).map(({ instalment, voids }) => [instalment.number, voids]);
    expect(voided).toEqual(expected);
  });
});

describe('when', () => {
  test.each([
    ['in Shanghai', '2026-12-28', 'Asia/Shanghai', '10:00', '2026-12-28T02:00:00.000Z'],
    ['in New York, in winter', '2026-12-28', 'America/New_York', '10:00', '2026-12-28T15:00:00.000Z'],
    ['in New York, in summer', '2026-07-28', 'America/New_York', '10:00', '2026-07-28T14:00:00.000Z'],
    ['at a time that clocks skip', '2026-03-08', 'America/New_York', '02:30', '2026-03-08T07:30:00.000Z'],
  ])('it falls due %s', (_, day, zone, debitAt, expected) =>
    expect(fallsDueAt(day, zone, { debitAt })).toBe(expected),
  );

  test.each([
    ['three days after the end of its day', '2026-12-28', 'Asia/Shanghai', 'P3D', '2026-12-31T16:00:00.000Z'],
    ['as its day ends', '2026-12-28', 'Asia/Shanghai', 'PT0S', '2026-12-28T16:00:00.000Z'],
    ['at midnight of the shop', '2026-12-28', 'America/New_York', 'PT0S', '2026-12-29T05:00:00.000Z'],
  ])('it is overdue %s', (_, day, zone, overdueAfter, expected) =>
    expect(becomesOverdueAt(day, zone, { overdueAfter })).toBe(expected),
  );

  const at = '2026-12-28T02:00:03.000Z';
  test.each([
    ['the next day at its time of day', at, 1, policy.retries, '2026-12-29T02:00:00.000Z'],
    ['three days later', at, 2, policy.retries, '2026-12-31T02:00:00.000Z'],
    ['a week later', at, 3, policy.retries, '2027-01-04T02:00:00.000Z'],
    ['never: the ladder has no rung left', at, 4, policy.retries, null],
    ['never: there is no ladder', at, 1, [], null],
    ['hours later, exactly', at, 1, ['PT6H'], '2026-12-28T08:00:03.000Z'],
  ] as const)('a declined debit is tried again %s', (_, declinedAt, tries, retries, expected) =>
    expect(nextTryAt({ at: declinedAt, tries }, 'Asia/Shanghai', { ...policy, retries: [...retries] })).toBe(
      expected,
    ),
  );

  test('it keeps the time of day when clocks change', () =>
    expect(nextTryAt({ at: '2026-10-31T14:00:00.000Z', tries: 1 }, 'America/New_York', policy)).toBe(
      '2026-11-01T15:00:00.000Z',
    ));
});

describe('a decline', () => {
  test.each([
    ['insufficient_funds', false, false],
    ['try_again_later', false, false],
    ['do_not_honor', false, false],
    ['a_code_nobody_knows', false, false],
    ['stolen_card', false, true],
    ['lost_card', false, true],
    ['expired_card', false, true],
    ['authentication_required', false, true],
    ['revocation_of_all_authorizations', false, true],
    ['insufficient_funds', true, true],
  ])('%s, for good by the provider’s word: %s, ends the ladder: %s', (code, hard, expected) =>
    expect(isHardDecline({ code, hard }, policy)).toBe(expected),
  );
});

describe('overdue instalments in the score', () => {
  test.each([
    ['of others and our own add up', 2, 1, false, 3],
    ['ours count where no bureau knows any', 0, 2, false, 2],
    ['ours are among the bureau’s where the shop tells it', 2, 1, true, 2],
    ['what the bureau does not have yet counts all the same', 0, 2, true, 2],
  ])('%s', (_, bureau, own, reportedToBureau, expected) =>
    expect(overdueCount({ bureau, own }, { reportedToBureau })).toBe(expected),
  );
});
