import { describe } from 'vitest';
import { planTable, remindersPolicy } from './plan-table.ts';

// 2026-03-03 is a Tuesday with no holiday near. Columns: rule | placed, shop time, +validity | plan | dropped.

describe('slots: an order of 24 h is reminded at 09:30 and 14:30', () => {
  planTable(
    {},
    `
    at the slots it has before its deadline; the last call is too near to the second | 2026-03-03 10:00 | first 03-03 14:30, second 03-04 09:30 | last_call gap
    once a local day: the slot of the afternoon has no other day left | 2026-03-03 08:00 | first 03-03 09:30 | second daily_cap, last_call quiet_hours
    in the morning when it came in the night | 2026-03-03 00:30 | first 03-03 09:30 | second daily_cap, last_call quiet_hours
    at the next slot when it was placed in the very minute of one | 2026-03-03 09:30 | first 03-03 14:30 (too_soon) | last_call quiet_hours
    at the next slot when one is 9 min after the order | 2026-03-03 09:21 | first 03-03 14:30 (too_soon) | last_call quiet_hours
    at a slot that is exactly 10 min after the order | 2026-03-03 09:20 | first 03-03 09:30 | second daily_cap, last_call quiet_hours
    at a slot a minute before its deadline | 2026-03-03 09:31 | first 03-03 14:30, second 03-04 09:30 | last_call quiet_hours
    never at its deadline | 2026-03-03 14:30 | first 03-04 09:30 (too_soon) | last_call daily_cap
    at the first slot of the next day, the second being capped | 2026-03-03 14:31 | first 03-04 09:30 | second daily_cap, last_call daily_cap
    twice when placed at noon | 2026-03-03 12:00 | first 03-03 14:30, second 03-04 09:30 | last_call gap
    once when placed in the afternoon: the last call counts for the day | 2026-03-03 16:00 | first 03-04 09:30 | second daily_cap, last_call daily_cap
    the next morning when placed as quiet hours begin | 2026-03-03 21:00 | first 03-04 09:30 | second daily_cap, last_call daily_cap
    with no last call in the first minute of quiet hours | 2026-03-03 22:00 | first 03-04 09:30 | second daily_cap, last_call quiet_hours
    with a last call in their last minute before only the cap forbids | 2026-03-03 21:59 | first 03-04 09:30 | second daily_cap, last_call daily_cap
  `,
  );
});

describe('slots: other validities', () => {
  planTable(
    {},
    `
    48 h have three days and three stages; the second of a day moves to the next | 2026-03-03 10:00 +48h | first 03-03 14:30, second 03-04 09:30, third 03-05 09:30 (daily_cap) | last_call gap
    48 h from before the first slot | 2026-03-03 08:00 +48h | first 03-03 09:30, second 03-04 09:30 (daily_cap) | third daily_cap, last_call quiet_hours
    48 h from the afternoon | 2026-03-03 16:00 +48h | first 03-04 09:30, second 03-05 09:30 (daily_cap) | third daily_cap, last_call daily_cap
    72 h end at three reminders per order | 2026-03-03 10:00 +72h | first 03-03 14:30, second 03-04 09:30, third 03-05 09:30 (daily_cap) | last_call order_cap
    6 h with one slot | 2026-03-03 10:00 +6h | first 03-03 14:30 | last_call gap
    6 h with two slots on one day | 2026-03-03 09:00 +6h | first 03-03 09:30 | second daily_cap, last_call daily_cap
    6 h without a slot have the last call alone | 2026-03-03 15:00 +6h | last_call 03-03 20:00 |
    6 h that end in the evening have nothing: the last call is never moved | 2026-03-03 16:00 +6h | | last_call quiet_hours
    6 h of the night have nothing | 2026-03-03 20:00 +6h | | last_call quiet_hours
    6 h from the small hours | 2026-03-03 05:00 +6h | first 03-03 09:30 | last_call gap
    2 h are not short: the strategy and the last call hold | 2026-03-03 10:00 +2h | last_call 03-03 11:00 |
    2 h with a slot | 2026-03-03 13:00 +2h | first 03-03 14:30 | last_call gap
    2 h whose slot is the deadline | 2026-03-03 07:30 +2h | | last_call quiet_hours
    2 h with a slot, and a last call the moment quiet hours end | 2026-03-03 08:00 +2h | first 03-03 09:30 | last_call gap
  `,
  );
});

describe('slots: at most so many per buyer and local day', () => {
  planTable(
    { policy: remindersPolicy({ maxPerCustomerPerDay: 2 }) },
    `
    two a day leave both slots | 2026-03-03 08:00 | first 03-03 09:30, second 03-03 14:30 | last_call quiet_hours
    two a day do not mend the gap | 2026-03-03 16:00 | first 03-04 09:30, second 03-04 14:30 | last_call gap
    two a day leave no third for the last call | 2026-03-03 20:00 | first 03-04 09:30, second 03-04 14:30 | last_call daily_cap
  `,
  );
  planTable(
    { policy: remindersPolicy({ maxPerCustomerPerDay: 3 }) },
    `
    three a day leave room for the last call | 2026-03-03 20:00 | first 03-04 09:30, second 03-04 14:30, last_call 03-04 19:00 |
    three a day still keep 4 h between the last call and a stage after it | 2026-03-03 10:00 | first 03-03 14:30, second 03-04 09:30 | last_call gap
  `,
  );
  planTable(
    { policy: remindersPolicy({ maxPerCustomerPerDay: 0 }) },
    'none a day drops all | 2026-03-03 10:00 | | first daily_cap, second daily_cap, last_call daily_cap',
  );
});

describe('slots: at least so long between two', () => {
  planTable(
    { policy: remindersPolicy({ maxPerCustomerPerDay: 3, gap: 'PT5H' }) },
    'a gap that is just kept is kept | 2026-03-03 08:00 | first 03-03 09:30, second 03-03 14:30 | last_call quiet_hours',
  );
  planTable(
    { policy: remindersPolicy({ maxPerCustomerPerDay: 3, gap: 'PT5H1M' }) },
    'a slot in the gap has no later one before the deadline | 2026-03-03 08:00 | first 03-03 09:30 | second gap, last_call quiet_hours',
  );
  planTable(
    { policy: remindersPolicy({ maxPerCustomerPerDay: 3, gap: 'PT0S' }) },
    'without a gap two never go out at once | 2026-03-03 10:30 | first 03-03 14:30, second 03-04 09:30 | last_call gap',
  );
  planTable(
    { policy: remindersPolicy({ maxPerCustomerPerDay: 3, gap: 'PT0S' }) },
    'without a gap the last call may go before the stage that took its place first | 2026-03-03 10:00 | first 03-03 14:30, last_call 03-04 09:00, second 03-04 09:30 |',
  );
  planTable(
    { policy: remindersPolicy({ gap: 'P1D' }) },
    'a gap of a day moves a stage to the slot a day later | 2026-03-03 10:00 +48h | first 03-03 14:30, second 03-04 14:30 (gap) | third gap, last_call gap',
  );
  planTable(
    { others: ['2026-03-03 13:00'] },
    'a reminder of another order keeps its distance too | 2026-03-03 10:00 | first 03-04 09:30 (gap) | last_call gap',
  );
  planTable(
    { others: ['2026-03-03 09:30'] },
    'a reminder of another order takes the day | 2026-03-03 10:00 | first 03-04 09:30 (daily_cap) | last_call gap',
  );
  planTable(
    { others: ['2026-03-02 20:00'] },
    'a reminder of another order of yesterday takes nothing | 2026-03-03 10:00 | first 03-03 14:30, second 03-04 09:30 | last_call gap',
  );
  planTable(
    { others: ['2026-03-04 00:30'] },
    'the day is the local one: half past midnight is still yesterday in UTC | 2026-03-03 09:40 | first 03-03 14:30 | second daily_cap, last_call quiet_hours',
  );
});

describe('slots: at most so many per order', () => {
  planTable(
    { policy: remindersPolicy({ maxPerOrder: 1 }) },
    'one: the strategy goes before the last call | 2026-03-03 10:00 | first 03-03 14:30 | last_call order_cap',
  );
  planTable(
    { policy: remindersPolicy({ maxPerOrder: 0 }) },
    'none | 2026-03-03 10:00 | | last_call order_cap',
  );
  planTable(
    { policy: remindersPolicy({ maxPerOrder: 2 }) },
    'two of three days | 2026-03-03 10:00 +48h | first 03-03 14:30, second 03-04 09:30 | last_call order_cap',
  );
  planTable(
    { policy: remindersPolicy({ maxPerOrder: 5 }) },
    'five: as many as there are days before the deadline | 2026-03-03 10:00 +72h | first 03-03 14:30, second 03-04 09:30, third 03-05 09:30 (daily_cap), fourth 03-06 09:30 (daily_cap) | last_call gap',
  );
});

describe('slots: any of them is a valid policy', () => {
  planTable(
    { policy: remindersPolicy({ slots: ['08:00'] }) },
    'a slot in quiet hours never sends; the last call has the day | 2026-03-03 10:00 | last_call 03-04 09:00 | first quiet_hours',
  );
  planTable(
    { policy: remindersPolicy({ slots: ['20:59', '21:00'] }) },
    'the minute before quiet hours sends, their first does not | 2026-03-03 10:00 | first 03-03 20:59, last_call 03-04 09:00 | second quiet_hours',
  );
  planTable(
    { policy: remindersPolicy({ slots: ['09:00'] }) },
    'the end of quiet hours sends | 2026-03-03 10:00 | first 03-04 09:00 | last_call gap',
  );
  planTable(
    { policy: remindersPolicy({ slots: ['08:59'] }) },
    'their last minute does not | 2026-03-03 10:00 | last_call 03-04 09:00 | first quiet_hours',
  );
  planTable(
    { policy: remindersPolicy({ slots: [] }) },
    'no slot at all leaves the last call | 2026-03-03 10:00 | last_call 03-04 09:00 |',
  );
  planTable(
    { policy: remindersPolicy({ slots: ['14:30', '09:30'] }) },
    'slots in any order | 2026-03-03 10:00 | first 03-03 14:30, second 03-04 09:30 | last_call gap',
  );
  planTable(
    { policy: remindersPolicy({ slots: ['12:00', '12:00'] }) },
    'the same slot twice is one | 2026-03-03 10:00 | first 03-03 12:00, last_call 03-04 09:00 |',
  );
});
