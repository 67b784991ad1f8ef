import { describe, expect, test } from 'vitest';
import { nextLegalInstant, planReminders, reasonNotToSendAt } from '../../../domain/reminders/plan.ts';
import { aPlanInput, instant, planTable, remindersPolicy } from './plan-table.ts';

const cutoff = remindersPolicy({ strategy: 'cutoff' });
const delay = remindersPolicy({ strategy: 'delay' });

// Columns: rule | placed | plan | dropped | what time it is and what was decided.

describe('planning again with what was sent moves nothing that is still to come', () => {
  planTable(
    {},
    `
    after the first | 2026-03-03 10:00 | second 03-04 09:30 | last_call gap | @03-03 14:31, first 03-03 14:30 sent
    after both | 2026-03-03 10:00 | | last_call gap | @03-04 09:31, first 03-03 14:30 sent, second 03-04 09:30 sent
    after the first of three | 2026-03-03 10:00 +48h | second 03-04 09:30, third 03-05 09:30 (daily_cap) | last_call gap | @03-03 20:00, first 03-03 14:30 sent
    after a stage that took a later one's place | 2026-03-03 08:00 +48h | second 03-04 09:30 (daily_cap) | third daily_cap, last_call quiet_hours | @03-03 15:00, first 03-03 09:30 sent
    before a stage whose predecessor a holiday dropped | 2026-02-23 10:00 | second 02-24 09:30 | first holiday, last_call gap | @02-24 08:00
    after a stage whose predecessor a holiday dropped | 2026-02-23 10:00 | | last_call gap | @02-24 09:31, second 02-24 09:30 sent
  `,
  );
  planTable(
    { policy: cutoff },
    `
    in the same window | 2026-03-03 10:20 | second 03-04 10:00 (daily_cap) | last_call gap | @03-03 10:31, first 03-03 10:30 sent
    before the first, in its window | 2026-03-03 10:20 | first 03-03 10:30 (too_soon), second 03-04 10:00 (daily_cap) | last_call gap | @03-03 10:25
  `,
  );
  planTable(
    { policy: delay },
    `
    of a delay only the last call is left | 2026-03-03 10:20 | last_call 03-04 09:20 | | @03-03 13:00, first 03-03 12:50 sent
    a delay that waits out the night keeps waiting | 2026-03-03 20:20 | first 03-04 09:00 (quiet_hours) | last_call daily_cap | @03-04 02:00
  `,
  );
  planTable(
    {},
    `
    a skipped stage is decided | 2026-03-03 10:00 | second 03-04 09:30 | last_call gap | @03-03 14:31, first 03-03 14:30 skipped
    the second fraction after the first | 2026-03-03 10:00 +30m | second 03-03 10:25 | | @03-03 10:11, first 03-03 10:10 sent
  `,
  );
  planTable(
    { policy: remindersPolicy({ maxPerOrder: 1 }) },
    'a skipped stage leaves its room to the last call | 2026-03-03 10:00 | last_call 03-04 09:00 | | @03-03 14:31, first 03-03 14:30 skipped',
  );
});

describe('a stage whose time passed without a decision is moved, and never a pile of them', () => {
  planTable(
    {},
    `
    a missed slot is the next slot | 2026-03-03 10:00 | first 03-04 09:30 (overdue) | last_call gap | @03-03 15:30
    all slots missed | 2026-03-03 10:00 | | first overdue, second overdue, last_call overdue | @03-04 09:45
    after the deadline nothing is left | 2026-03-03 10:00 | | first overdue, second overdue, last_call overdue | @03-04 10:01
    a missed fraction goes out at once | 2026-03-03 10:00 +30m | first 03-03 10:12 (overdue), second 03-03 10:25 | | @03-03 10:12
    two missed fractions are one | 2026-03-03 10:00 +30m | first 03-03 10:27 (overdue) | second gap | @03-03 10:27
    a fraction that went out late leaves none behind it | 2026-03-03 10:00 +30m | | second gap | @03-03 10:27, first 03-03 10:26 sent
  `,
  );
  planTable(
    { policy: cutoff },
    `
    a missed window is the next window, from now | 2026-03-03 09:00 | first 03-03 16:00:30 (overdue) | last_call quiet_hours | @03-03 16:00:30
    a window half over is not missed | 2026-03-03 09:00 | first 03-03 10:40 (overdue) | second daily_cap, last_call quiet_hours | @03-03 10:40
  `,
  );
  planTable(
    { policy: delay },
    'a missed delay goes out at once | 2026-03-03 10:00 | first 03-03 13:00 (overdue), last_call 03-04 09:00 | | @03-03 13:00',
  );
});

describe('a deadline that moved is planned anew', () => {
  const extended = (to: string) => ({ with: { deadline: instant(to) } });
  planTable(
    extended('2026-03-04 12:00'),
    'an extension of 2 h finds no slot, and a last call too near | 2026-03-03 10:00 | | last_call gap | @03-04 09:45, first 03-03 14:30 sent, second 03-04 09:30 sent',
  );
  planTable(
    extended('2026-03-06 10:00'),
    'an extension of two days has a third stage; what was sent counts for the caps | 2026-03-03 10:00 | third 03-05 09:30 (daily_cap) | last_call order_cap | @03-04 09:45, first 03-03 14:30 sent, second 03-04 09:30 sent',
  );
  planTable(
    { policy: remindersPolicy({ slots: [] }), ...extended('2026-03-05 10:00') },
    'the last call goes out once | 2026-03-03 10:00 | | | @03-04 09:30, last_call 03-04 09:00 sent',
  );
  planTable(
    { with: { deadline: instant('2026-03-03 12:30'), validityMs: 30 * 60_000 } },
    'a short validity stays short: fractions of the longer stretch | 2026-03-03 10:00 | second 03-03 12:05 | | @03-03 10:20, first 03-03 10:10 sent',
  );
  planTable(
    { with: { deadline: instant('2026-03-03 12:30') } },
    'where the validity at placement is not told, the stretch of now decides | 2026-03-03 10:00 | | last_call gap | @03-03 10:20, first 03-03 10:10 sent',
  );
});

describe('nothing goes out while reminders are held', () => {
  const held = { with: { holdUntil: instant('2026-03-03 15:00') } };
  planTable(
    held,
    'a slot moves to the next | 2026-03-03 10:00 | first 03-04 09:30 (held) | last_call gap | @03-03 11:00',
  );
  planTable(
    { ...held, policy: delay },
    'a delay to the end of the hold | 2026-03-03 10:00 | first 03-03 15:00 (held), last_call 03-04 09:00 | | @03-03 11:00',
  );
});

test('an order without a deadline has no reminders', () => {
  const plan = planReminders(aPlanInput({ deadline: null }));
  expect(plan).toEqual({
    stages: [],
    dropped: [{ stage: 'first', reason: 'no_deadline' }],
    unknownYears: [],
  });
});

test('a policy that has them off has none', () => {
  const plan = planReminders(aPlanInput({ policy: remindersPolicy({ enabled: false }) }));
  expect(plan).toEqual({
    stages: [],
    dropped: [{ stage: 'first', reason: 'reminders_disabled' }],
    unknownYears: [],
  });
});

describe('at the moment of sending', () => {
  const history = [{ stage: 'first', at: instant('2026-03-03 14:30'), outcome: 'sent' }] as const;
  test.each([
    ['a stage on time may go out', '2026-03-03 14:30', [], [], undefined],
    ['one that comes late into quiet hours may not', '2026-03-03 21:00', [], [], 'quiet_hours'],
    ['one on the day of another reminder may not', '2026-03-03 18:30', history, [], 'daily_cap'],
    ['one in the gap may not', '2026-03-03 18:29', history, [], 'gap'],
    ['one after another order was reminded may not', '2026-03-03 14:30', [], ['2026-03-03 12:00'], 'gap'],
    ['one in the first 10 min may not', '2026-03-03 10:05', [], [], 'too_soon'],
    ['one at the deadline may not', '2026-03-04 10:00', [], [], 'after_deadline'],
  ])('%s', (_, at, history, others, reason) => {
    const input = aPlanInput({ history, remindedOfOthersAt: others.map((local) => instant(local)) });
    expect(reasonNotToSendAt(instant(at), input)).toBe(reason);
  });

  test.each([
    ['now, when it is legal', '2026-03-03 15:00', '2026-03-03 15:00'],
    ['the end of quiet hours', '2026-03-03 21:30', '2026-03-04 09:00'],
    ['the end of the first 10 min', '2026-03-03 10:01', '2026-03-03 10:10'],
    ['nothing at the deadline', '2026-03-04 10:00', undefined],
  ])('the next legal instant is %s', (_, from, at) => {
    const expected = at === undefined ? undefined : instant(at);
    expect(nextLegalInstant(instant(from), aPlanInput())).toBe(expected);
  });
});
