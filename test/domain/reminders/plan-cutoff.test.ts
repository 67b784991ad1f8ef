import { describe } from 'vitest';
import { planTable, remindersPolicy } from './plan-table.ts';

const cutoff = (reminders: object = {}) => remindersPolicy({ strategy: 'cutoff', ...reminders });

describe('cutoff: reminders go out in the hour before 11:00 and 17:00', () => {
  planTable(
    { policy: cutoff() },
    `
    an order of the window waits its first 10 min | 2026-03-03 10:00 | first 03-03 10:10 (too_soon), last_call 03-04 09:00 | second daily_cap
    the earliest legal instant of the window is taken | 2026-03-03 10:20 | first 03-03 10:30 (too_soon), second 03-04 10:00 (daily_cap) | last_call gap
    the last minute before the cut-off is in it | 2026-03-03 10:49 | first 03-03 10:59 (too_soon), second 03-04 10:00 (daily_cap) | last_call gap
    the cut-off itself is not: the next window is taken | 2026-03-03 10:50 | first 03-03 16:00 (too_soon), second 03-04 10:00 | last_call gap
    the window begins its lead before the cut-off | 2026-03-03 09:00 | first 03-03 10:00 | second daily_cap, last_call quiet_hours
    an order placed at the cut-off has missed it | 2026-03-03 11:00 | first 03-03 16:00, second 03-04 10:00 | last_call gap
    an order after the last cut-off has the next day | 2026-03-03 17:00 | first 03-04 10:00 | second daily_cap, last_call daily_cap
    so has one of the evening | 2026-03-03 20:00 | first 03-04 10:00 | second daily_cap, last_call daily_cap
    an order in the window of the afternoon | 2026-03-03 16:30 | first 03-03 16:40 (too_soon), second 03-04 10:00 | third daily_cap, last_call daily_cap
    48 h have three days | 2026-03-03 10:20 +48h | first 03-03 10:30 (too_soon), second 03-04 10:00 (daily_cap), third 03-05 10:00 (daily_cap) | last_call gap
    6 h with two windows on one day | 2026-03-03 10:30 +6h | first 03-03 10:40 (too_soon) | second daily_cap, last_call daily_cap
    6 h with one window | 2026-03-03 11:30 +6h | first 03-03 16:00 | last_call gap
    6 h after the last cut-off | 2026-03-03 17:30 +6h | | last_call quiet_hours
  `,
  );
});

describe('cutoff: what the window leaves', () => {
  planTable(
    { policy: cutoff({ cutoffs: ['09:30'] }) },
    'quiet hours end in the window: it goes out at their end | 2026-03-03 10:00 | first 03-04 09:00 (quiet_hours) | last_call gap',
  );
  planTable(
    { policy: cutoff({ cutoffs: ['09:00'] }) },
    'a window that is all quiet hours is dropped | 2026-03-03 10:00 | last_call 03-04 09:00 | first quiet_hours',
  );
  planTable(
    { policy: cutoff({ cutoffs: ['22:00'] }) },
    'a window that begins with quiet hours is dropped | 2026-03-03 10:00 | last_call 03-04 09:00 | first quiet_hours',
  );
  planTable(
    { policy: cutoff({ cutoffs: ['21:30'] }) },
    'a window that runs into quiet hours begins before them | 2026-03-03 10:00 | first 03-03 20:30, last_call 03-04 09:00 |',
  );
  planTable(
    {
      policy: cutoff({ cutoffs: ['00:30'], cutoffLead: 'PT2H', quietHours: { from: '23:00', to: '08:00' } }),
    },
    'a window over midnight begins the day before | 2026-03-03 10:00 | first 03-03 22:30, last_call 03-04 09:00 |',
  );
  planTable(
    { policy: cutoff({ cutoffLead: 'PT0S' }) },
    'without a lead it goes out at the cut-off | 2026-03-03 10:00 | first 03-03 11:00, last_call 03-04 09:00 | second daily_cap',
  );
  planTable(
    { policy: cutoff({ cutoffLead: 'PT2H' }) },
    'a longer lead begins earlier | 2026-03-03 10:00 | first 03-03 10:10 (too_soon), second 03-04 09:00 (daily_cap) | last_call gap',
  );
  planTable(
    { policy: cutoff({ cutoffs: ['11:00', '14:30'], maxPerCustomerPerDay: 3 }) },
    'a gap that ends in the window puts it there | 2026-03-03 08:00 | first 03-03 10:00, second 03-03 14:00 (gap) | last_call quiet_hours',
  );
  planTable(
    { policy: cutoff({ cutoffs: ['11:00', '13:00'], maxPerCustomerPerDay: 3 }) },
    'a gap longer than the window moves it to the next, past the deadline | 2026-03-03 08:00 | first 03-03 10:00 | second gap, last_call quiet_hours',
  );
  planTable(
    { policy: cutoff({ maxPerCustomerPerDay: 2 }) },
    'a window is cut short by the deadline | 2026-03-03 10:40 +6h | first 03-03 10:50 (too_soon), second 03-03 16:00 | last_call gap',
  );
  planTable(
    {
      policy: cutoff({
        cutoffs: ['11:00', '12:00'],
        cutoffLead: 'PT3H',
        gap: 'PT1H',
        maxPerCustomerPerDay: 3,
      }),
    },
    'windows that overlap are used one after the other | 2026-03-03 06:00 | first 03-03 09:00 (quiet_hours), second 03-03 10:00 (gap) | last_call quiet_hours',
  );
});
