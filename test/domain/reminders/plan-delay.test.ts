import { describe } from 'vitest';
import { planTable, remindersPolicy } from './plan-table.ts';

const delay = (reminders: object = {}) => remindersPolicy({ strategy: 'delay', ...reminders });

describe('delay: one reminder 2.5 h after the order, and the last call', () => {
  planTable(
    { policy: delay() },
    `
    by day it is just that | 2026-03-03 10:20 | first 03-03 12:50, last_call 03-04 09:20 |
    from quiet hours it moves to their end, and the last call gives way to the day | 2026-03-03 20:20 | first 03-04 09:00 (quiet_hours) | last_call daily_cap
    the last minute before quiet hours sends | 2026-03-03 18:29 | first 03-03 20:59, last_call 03-04 17:29 |
    their first minute does not | 2026-03-03 18:30 | first 03-04 09:00 (quiet_hours) | last_call daily_cap
    their end sends | 2026-03-03 06:30 | first 03-03 09:00 | last_call quiet_hours
    their last minute does not | 2026-03-03 06:29 | first 03-03 09:00 (quiet_hours) | last_call quiet_hours
    an order of midnight waits for the morning | 2026-03-03 00:00 | first 03-03 09:00 (quiet_hours) | last_call quiet_hours
    6 h leave no gap for the last call | 2026-03-03 10:00 +6h | first 03-03 12:30 | last_call gap
    6 h into quiet hours | 2026-03-03 16:00 +6h | first 03-03 18:30 | last_call quiet_hours
    6 h that end before quiet hours do | 2026-03-03 20:00 +6h | | first quiet_hours, last_call quiet_hours
    2 h are over before the delay is | 2026-03-03 10:00 +2h | last_call 03-03 11:00 | first after_deadline
    48 h have no more than the two | 2026-03-03 10:00 +48h | first 03-03 12:30, last_call 03-05 09:00 |
  `,
  );
  planTable(
    { policy: delay({ delay: 'PT5M' }) },
    'nothing goes out in the first 10 min | 2026-03-03 10:00 | first 03-03 10:10 (too_soon), last_call 03-04 09:00 |',
  );
  planTable(
    { policy: delay({ delay: 'PT0S' }) },
    'no delay at all still waits them out | 2026-03-03 10:00 | first 03-03 10:10 (too_soon), last_call 03-04 09:00 |',
  );
  planTable(
    { policy: delay({ delay: 'PT0S', notBefore: 'PT0S' }) },
    'unless the policy has none | 2026-03-03 10:00 | first 03-03 10:00, last_call 03-04 09:00 |',
  );
  planTable(
    { policy: delay({ delay: 'PT24H' }) },
    'a delay as long as the validity is dropped | 2026-03-03 10:00 | last_call 03-04 09:00 | first after_deadline',
  );
  planTable(
    { policy: delay({ maxPerCustomerPerDay: 3 }), others: ['2026-03-03 09:00'] },
    'the gap to a reminder of another order moves it to the first legal instant | 2026-03-03 10:00 | first 03-03 13:00 (gap), last_call 03-04 09:00 |',
  );
  planTable(
    { policy: delay(), others: ['2026-03-03 09:00'] },
    'the cap of the day moves it to the next morning | 2026-03-03 10:00 | first 03-04 09:00 (gap) | last_call gap',
  );
});

describe('last call: 1 h before the deadline or not at all', () => {
  planTable(
    { policy: remindersPolicy({ slots: [], lastCall: 'PT30M' }) },
    'as long before as the policy says | 2026-03-03 10:00 +6h | last_call 03-03 15:30 |',
  );
  planTable(
    { policy: remindersPolicy({ slots: [], lastCall: 'PT3H' }) },
    'not moved out of quiet hours | 2026-03-03 10:00 | | last_call quiet_hours',
  );
  planTable(
    { policy: remindersPolicy({ lastCall: 'PT2H' }) },
    'gives way to a stage after it | 2026-03-03 10:00 +6h | first 03-03 14:30 | last_call gap',
  );
  planTable(
    { policy: remindersPolicy({ slots: [], lastCall: 'PT0S' }) },
    'none at the deadline itself | 2026-03-03 10:00 | | last_call after_deadline',
  );
  planTable(
    { policy: remindersPolicy({ slots: [], lastCall: 'PT24H' }) },
    'none as long before as the order was placed | 2026-03-03 10:00 | | last_call too_soon',
  );
  planTable(
    { policy: remindersPolicy({ slots: [], lastCall: 'PT23H50M' }) },
    'right after the first 10 min | 2026-03-03 10:00 | last_call 03-03 10:10 |',
  );
  planTable(
    { policy: remindersPolicy({ slots: [], gap: 'PT48H' }), others: ['2026-03-02 12:00'] },
    'kept apart from reminders of other orders | 2026-03-03 10:00 | | last_call gap',
  );
});

describe('quiet hours: only if every channel it would go out on is excepted', () => {
  const night = { slots: ['22:00'] };
  const all = ['sms', 'email', 'push', 'in_app'] as const;
  planTable(
    { policy: remindersPolicy(night), with: { reach: { channels: ['in_app'], call: false } } },
    'in-app alone goes out at night | 2026-03-03 10:00 | first 03-03 22:00, last_call 03-04 09:00 |',
  );
  planTable(
    { policy: remindersPolicy(night), with: { reach: { channels: ['email', 'in_app'], call: false } } },
    'in-app with e-mail waits | 2026-03-03 10:00 | last_call 03-04 09:00 | first quiet_hours',
  );
  planTable(
    {
      policy: remindersPolicy({ ...night, quietHours: { except: ['in_app', 'email'] } }),
      with: { reach: { channels: ['email', 'in_app'], call: false } },
    },
    'both excepted go out | 2026-03-03 10:00 | first 03-03 22:00, last_call 03-04 09:00 |',
  );
  planTable(
    {
      policy: remindersPolicy({ ...night, channels: ['in_app', 'sms'], channelsPerReminder: 1 }),
      with: { reach: { channels: all, call: false } },
    },
    'what it would not go out on does not count | 2026-03-03 10:00 | first 03-03 22:00, last_call 03-04 09:00 |',
  );
  planTable(
    { policy: remindersPolicy(night), with: { reach: { channels: [], call: false } } },
    'a buyer without a channel is no exception | 2026-03-03 10:00 | last_call 03-04 09:00 | first quiet_hours',
  );
  planTable(
    {
      policy: remindersPolicy({ strategy: 'delay' }),
      with: { reach: { channels: ['in_app'], call: true }, amountDue: 250_000 },
    },
    'a call waits whatever the channels | 2026-03-03 20:20 | first 03-04 09:00 (quiet_hours) | last_call daily_cap',
  );
  planTable(
    {
      policy: remindersPolicy({ strategy: 'delay' }),
      with: { reach: { channels: ['in_app'], call: false } },
    },
    'a delay that falls into the night stays for in-app | 2026-03-03 20:20 | first 03-03 22:50, last_call 03-04 19:20 |',
  );
  planTable(
    { policy: remindersPolicy({ slots: [] }), with: { reach: { channels: ['in_app'], call: false } } },
    'so does a last call | 2026-03-03 22:00 | last_call 03-04 21:00 |',
  );
  planTable(
    { policy: remindersPolicy({ slots: ['22:00'], quietHours: { from: '00:00', to: '06:00' } }) },
    'quiet hours need not cross midnight | 2026-03-03 10:00 | first 03-03 22:00, last_call 03-04 09:00 |',
  );
  planTable(
    { policy: remindersPolicy({ quietHours: { from: '13:00', to: '14:31' } }) },
    'a siesta moves a slot to the next | 2026-03-03 10:00 | first 03-04 09:30 (quiet_hours) | last_call gap',
  );
  planTable(
    { policy: remindersPolicy({ slots: ['03:00'], quietHours: { from: '09:00', to: '09:00' } }) },
    'from and to the same: none | 2026-03-03 10:00 | first 03-04 03:00 | last_call daily_cap',
  );
});
