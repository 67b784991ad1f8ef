import { describe, expect, test } from 'vitest';
import { planReminders } from '../../../domain/reminders/plan.ts';
import { aPlanInput, instant, planTable, policyWith } from './plan-table.ts';

const calendar = (fields: object, reminders: object = {}) => policyWith({ calendar: fields, reminders });
const cutoff = policyWith({ reminders: { strategy: 'cutoff' } });
const delay = policyWith({ reminders: { strategy: 'delay' } });

// Spring Festival 2026: 15 to 23 February off, Saturdays 14 and 28 worked for it. New Year: 1 to 3 January, Sunday 4 worked.

describe('statutory holidays are postponed to the next day that is none', () => {
  planTable(
    {},
    `
    a make-up Saturday is a day like any other; the holiday after it is not | 2026-02-14 10:00 | first 02-14 14:30 | second holiday, last_call holiday
    a stage of the holiday has the same slot a day later, past the deadline; the next stage has its own | 2026-02-23 10:00 | second 02-24 09:30 | first holiday, last_call gap
    the same slot of the day after | 2026-02-23 08:00 +48h | first 02-24 09:30 (holiday) | second daily_cap, last_call quiet_hours
    the afternoon's slot stays the afternoon's | 2026-02-22 10:00 +72h | first 02-24 14:30 (holiday), second 02-25 09:30 | last_call gap
    a whole validity within holidays | 2026-10-01 10:00 +48h | | first holiday, second holiday, third holiday, last_call holiday
    a make-up Sunday | 2026-01-03 16:00 | first 01-04 09:30 | second daily_cap, last_call daily_cap
    an ordinary Saturday sends | 2026-03-06 10:00 | first 03-06 14:30, second 03-07 09:30 | last_call gap
  `,
  );
  planTable(
    { policy: delay },
    `
    a delay moves to the first legal instant after the holiday | 2026-02-23 10:00 | first 02-24 09:00 (holiday) | last_call gap
    a delay of the evening finds none | 2026-02-14 19:00 | | first quiet_hours, last_call holiday
  `,
  );
  planTable(
    { policy: cutoff },
    'a window moves to the same window of the day after | 2026-02-23 09:00 +48h | first 02-24 10:00 (holiday) | second daily_cap, last_call quiet_hours',
  );
  planTable(
    { policy: policyWith({ reminders: { slots: [] } }) },
    'the last call is not moved out of a holiday | 2026-02-14 10:00 | | last_call holiday',
  );
  planTable(
    {
      policy: policyWith({
        reminders: { strategy: 'cutoff', cutoffs: ['00:00'], quietHours: { from: '02:00', to: '03:00' } },
      }),
    },
    'a window that ends at midnight of a holiday moves on, not in a circle | 2026-02-23 10:00 +48h | first 02-24 23:00 (holiday), last_call 02-25 09:00 |',
  );
});

describe('weekends are sent or postponed, as the policy says', () => {
  const postponed = calendar({ weekends: 'postpone' });
  planTable(
    { policy: postponed },
    `
    a B2B shop keeps Saturday quiet | 2026-03-06 10:00 | first 03-06 14:30 | second weekend, last_call weekend
    Saturday's slot is Monday's | 2026-03-06 16:00 +72h | first 03-09 09:30 (weekend) | second daily_cap, last_call daily_cap
    a make-up Saturday is no weekend | 2026-02-27 16:00 | first 02-28 09:30 | second daily_cap, last_call daily_cap
  `,
  );
  planTable(
    { policy: calendar({ holidays: 'send' }) },
    'holidays are sent where the policy says so | 2026-02-17 10:00 | first 02-17 14:30, second 02-18 09:30 | last_call gap',
  );
  planTable(
    { policy: calendar({ holidays: 'send', weekends: 'postpone' }) },
    'a Saturday in the holidays is still a Saturday | 2026-02-20 10:00 | first 02-20 14:30 | second weekend, last_call weekend',
  );
});

describe('extra days of the policy win over the state', () => {
  planTable(
    { policy: calendar({ extraHolidays: ['2026-03-04'] }) },
    'an extra holiday | 2026-03-03 10:00 | first 03-03 14:30 | second holiday, last_call holiday',
  );
  planTable(
    { policy: calendar({ extraWorkdays: ['2026-02-16'] }) },
    'an extra workday | 2026-02-15 16:00 | first 02-16 09:30 | second daily_cap, last_call daily_cap',
  );
  planTable(
    { policy: calendar({ extraWorkdays: ['2026-03-07'], weekends: 'postpone' }) },
    'an extra workday on a Saturday | 2026-03-06 10:00 | first 03-06 14:30, second 03-07 09:30 | last_call gap',
  );
});

describe('other countries', () => {
  planTable(
    { policy: calendar({ region: 'US' }), zone: 'America/New_York' },
    `
    Thanksgiving | 2026-11-25 10:00 | first 11-25 14:30 | second holiday, last_call holiday
    Independence Day on a Saturday: Friday is off for it | 2026-07-02 16:00 | | first holiday, second holiday, last_call holiday
    Valentine's day is no statutory one | 2026-02-13 10:00 | first 02-13 14:30, second 02-14 09:30 | last_call gap
  `,
  );
  planTable(
    { policy: calendar({ region: 'DE-BY' }), zone: 'Europe/Berlin' },
    'Epiphany in Bavaria | 2026-01-05 10:00 | first 01-05 14:30 | second holiday, last_call holiday',
  );
  planTable(
    { policy: calendar({ region: 'DE' }), zone: 'Europe/Berlin' },
    'not in the rest of Germany | 2026-01-05 10:00 | first 01-05 14:30, second 01-06 09:30 | last_call gap',
  );

  test.each([
    ['a year China has not announced', {}, '2026-12-31 10:00', [2027]],
    ['a year China has announced', {}, '2026-03-03 10:00', []],
    ['a country without data', { region: 'XX' }, '2026-03-03 10:00', [2026]],
    ['no data where days off make no difference', { holidays: 'send' }, '2026-12-31 10:00', []],
    ['no data where weekends do', { holidays: 'send', weekends: 'postpone' }, '2026-12-31 10:00', [2027]],
  ])('tells of %s', (_, fields, placed, years) => {
    const placedAt = instant(placed);
    const plan = planReminders(aPlanInput({ placedAt, policy: calendar(fields) }));
    expect(plan.unknownYears).toEqual(years);
  });

  planTable(
    {},
    'a year without data has its days sent | 2026-12-31 10:00 | first 12-31 14:30, second 01-01 09:30 | last_call gap',
  );
  planTable(
    { policy: calendar({ weekends: 'postpone' }) },
    'and its weekends postponed by a shop that does: 2 January 2027 is a Saturday | 2027-01-01 10:00 | first 01-01 14:30 | second weekend, last_call weekend',
  );
});

describe('any zone, daylight saving both ways', () => {
  const berlin = calendar({ region: 'DE' });
  const anyHour = (slots: string[]) =>
    calendar({ region: 'DE' }, { slots, quietHours: { from: '00:00', to: '00:00' } });
  planTable(
    { policy: berlin, zone: 'Europe/Berlin' },
    `
    24 h over the jump forward end an hour later on the clock | 2026-03-28 10:00 | first 03-28 14:30, second 03-29 09:30 | last_call gap
    24 h over the jump back end an hour earlier | 2026-10-24 10:00 | first 10-24 14:30 | last_call quiet_hours
  `,
  );
  planTable(
    { policy: anyHour(['02:30']), zone: 'Europe/Berlin' },
    `
    a slot that the clocks skip is as much later | 2026-03-28 10:00 | first 03-29 03:30 | last_call daily_cap
    a slot that comes twice is sent once | 2026-10-24 10:00 | first 10-25 02:30 | last_call daily_cap
  `,
  );
  planTable(
    {
      policy: calendar({ region: 'DE' }, { strategy: 'delay', quietHours: { to: '02:30' } }),
      zone: 'Europe/Berlin',
    },
    `
    quiet hours whose end is skipped end with the jump | 2026-03-28 22:30 | first 03-29 03:00 (quiet_hours) | last_call quiet_hours
    quiet hours whose end comes twice end the first time | 2026-10-24 22:30 | first 10-25 02:30 (quiet_hours) | last_call daily_cap
  `,
  );
  planTable(
    { policy: calendar({ holidays: 'send' }), zone: 'Australia/Lord_Howe' },
    `
    half an hour back | 2026-04-04 10:00 | first 04-04 14:30 | last_call quiet_hours
    half an hour back leaves the morning's slot to a later order | 2026-04-04 10:30 | first 04-04 14:30, second 04-05 09:30 | last_call gap
  `,
  );
  planTable(
    { policy: calendar({ holidays: 'send' }), zone: 'Asia/Kathmandu' },
    'a zone of a quarter of an hour | 2026-03-03 10:00 | first 03-03 14:30, second 03-04 09:30 | last_call gap',
  );
  planTable(
    { policy: calendar({ holidays: 'send' }, { slots: ['09:30', '18:30'] }), zone: 'America/Los_Angeles' },
    'the evening is the same local day though tomorrow in UTC | 2026-03-03 08:00 | first 03-03 09:30 | second daily_cap, last_call quiet_hours',
  );
  planTable(
    { policy: calendar({ holidays: 'send' }), zone: 'Pacific/Kiritimati' },
    'fourteen hours ahead | 2026-03-03 10:00 | first 03-03 14:30, second 03-04 09:30 | last_call gap',
  );

  test('the slot that comes twice is sent the first time', () => {
    const placedAt = '2026-10-24T08:00:00.000Z';
    const plan = planReminders(aPlanInput({ placedAt, policy: anyHour(['02:30']), zone: 'Europe/Berlin' }));
    expect(plan.stages.map(({ at }) => at)).toEqual(['2026-10-25T00:30:00.000Z']);
  });
});
