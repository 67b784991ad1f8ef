import { describe } from 'vitest';
import { planTable, remindersPolicy } from './plan-table.ts';

const byMailOnly = { reach: { channels: ['sms', 'email'], call: false } } as const;

describe('a validity under 2 h is reminded at 1/3 and 5/6 of it', () => {
  planTable(
    {},
    `
    a flash sale by day, without a last call | 2026-03-03 10:00 +30m | first 03-03 10:10, second 03-03 10:25 |
    and by night | 2026-03-03 22:00 +30m | first 03-03 22:10, second 03-03 22:25 |
    and over midnight | 2026-03-03 23:50 +30m | first 03-04 00:00, second 03-04 00:15 |
    an hour | 2026-03-03 10:00 +1h | first 03-03 10:20, second 03-03 10:50 |
    an hour and a half | 2026-03-03 10:00 +90m | first 03-03 10:30, second 03-03 11:15 |
    a minute short of 2 h, in whole seconds | 2026-03-03 10:00 +119m | first 03-03 10:39:40, second 03-03 11:39:10 |
    parts of a second are rounded up | 2026-03-03 10:00 +2000s | first 03-03 10:11:07, second 03-03 10:27:47 |
    half the time of a watched buyer: the first waits 10 min | 2026-03-03 10:00 +15m | first 03-03 10:10 (too_soon), second 03-03 10:12:30 |
    13 min leave both | 2026-03-03 10:00 +13m | first 03-03 10:10 (too_soon), second 03-03 10:10:50 |
    12 min leave one: two never go out together | 2026-03-03 10:00 +12m | first 03-03 10:10 (too_soon) | second gap
    11 min leave one | 2026-03-03 10:00 +11m | first 03-03 10:10 (too_soon) | second too_soon
    10 min leave none | 2026-03-03 10:00 +10m | | first too_soon, second too_soon
    1 min leaves none | 2026-03-03 10:00 +1m | | first too_soon, second too_soon
    on a holiday there is no other day before the deadline | 2026-02-17 10:00 +30m | | first holiday, second holiday
  `,
  );
  planTable(
    { with: byMailOnly },
    `
    in quiet hours only in-app and push: a buyer without them is not reminded | 2026-03-03 22:00 +30m | | first quiet_hours, second quiet_hours
    one that ends in the morning waits for the end of quiet hours | 2026-03-03 08:00 +90m | first 03-03 09:00 (quiet_hours), second 03-03 09:15 |
    and keeps its second in its place | 2026-03-03 08:30 +1h | first 03-03 09:00 (quiet_hours), second 03-03 09:20 |
    both at the end of quiet hours are one | 2026-03-03 08:06 +1h | first 03-03 09:00 (quiet_hours) | second quiet_hours
    one that runs into quiet hours has its first | 2026-03-03 20:30 +1h | first 03-03 20:50 | second quiet_hours
  `,
  );
  planTable(
    { others: ['2026-03-03 09:30'] },
    'the cap of the day counts other orders, not the pair | 2026-03-03 15:00 +30m | | first daily_cap, second daily_cap',
  );
  planTable(
    { policy: remindersPolicy({ maxPerCustomerPerDay: 3 }), others: ['2026-03-03 12:00'] },
    'the gap counts other orders, not the pair | 2026-03-03 15:00 +30m | | first gap, second gap',
  );
  planTable(
    { policy: remindersPolicy({ maxPerOrder: 1 }) },
    'the cap of the order counts the pair | 2026-03-03 10:00 +30m | first 03-03 10:10 | second order_cap',
  );
});

describe('the policy says what is short, and at which fractions', () => {
  planTable(
    { policy: remindersPolicy({ shortValidity: { fractions: ['1/2'] } }) },
    'one fraction | 2026-03-03 10:00 +30m | first 03-03 10:15 |',
  );
  planTable(
    { policy: remindersPolicy({ shortValidity: { fractions: ['1/10'] } }) },
    'a fraction in the first 10 min waits them out | 2026-03-03 10:00 +30m | first 03-03 10:10 (too_soon) |',
  );
  planTable(
    { policy: remindersPolicy({ shortValidity: { fractions: [] } }) },
    'no fraction, no reminder | 2026-03-03 10:00 +30m | |',
  );
  planTable(
    { policy: remindersPolicy({ shortValidity: { fractions: ['5/6', '1/3'] } }) },
    'fractions in any order | 2026-03-03 10:00 +30m | first 03-03 10:10, second 03-03 10:25 |',
  );
  planTable(
    { policy: remindersPolicy({ shortValidity: { fractions: ['1/2', '3/4', '7/8'] } }) },
    'three fractions | 2026-03-03 10:00 +40m | first 03-03 10:20, second 03-03 10:30, third 03-03 10:35 |',
  );
  planTable(
    { policy: remindersPolicy({ shortValidity: { under: 'PT1H' } }) },
    'from what it says on the strategy holds | 2026-03-03 13:30 +90m | first 03-03 14:30 | last_call gap',
  );
  planTable(
    { policy: remindersPolicy({ shortValidity: { under: 'PT0S' } }) },
    'nothing is short | 2026-03-03 14:15 +30m | first 03-03 14:30 | last_call too_soon',
  );
  planTable(
    { policy: remindersPolicy({ strategy: 'delay' }) },
    'the strategy delay gives way | 2026-03-03 10:00 +30m | first 03-03 10:10, second 03-03 10:25 |',
  );
  planTable(
    { policy: remindersPolicy({ strategy: 'cutoff' }) },
    'the strategy cutoff gives way | 2026-03-03 10:00 +30m | first 03-03 10:10, second 03-03 10:25 |',
  );
  planTable(
    { policy: remindersPolicy({ shortValidity: { quietChannels: ['sms'] } }), with: byMailOnly },
    'other channels for quiet hours | 2026-03-03 22:00 +30m | first 03-03 22:10, second 03-03 22:25 |',
  );
});
