import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { isCalendarDate, isWeekend } from '../../../domain/calendar/local-date.ts';
import {
  instantAt,
  instantsAt,
  localDayOf,
  minutesOf,
  startOfNextDay,
} from '../../../domain/calendar/local-time.ts';
import { endOfQuiet, isQuietAt } from '../../../domain/calendar/quiet-hours.ts';
import { shopZone } from '../../../domain/calendar/shop-zone.ts';
import { statutoryDays } from '../../../domain/calendar/statutory-days.ts';
import { isTimeZone, offsetAt } from '../../../domain/calendar/time-zone.ts';
import {
  dayKind,
  isUnknownYear,
  nextSendingDay,
  reasonNotToSendOn,
} from '../../../domain/calendar/working-days.ts';
import { defaultPolicy } from '../../../domain/policy/default-policy.ts';
import type { CalendarPolicy } from '../../../domain/policy/schema.ts';

const zones = [
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'UTC',
  '+05:45',
];
const at = (text: string) => Date.parse(text);
const iso = (ms: number) => new Date(ms).toISOString();

describe('a time zone', () => {
  test.each([
    ['Asia/Shanghai', true],
    ['UTC', true],
    ['+08:00', true],
    ['Mars/Olympus', false],
    ['', false],
  ])('%s: %s', (zone, known) => expect(isTimeZone(zone)).toBe(known));

  test('has the offsets luxon has, at any instant', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: at('1990-01-01'), max: at('2060-01-01') }),
        (zone, ms) => {
          expect(offsetAt(ms, zone) / 60_000).toBe(DateTime.fromMillis(ms, { zone }).offset);
        },
      ),
      { numRuns: 5000 },
    );
  });

  test('of a shop wins over that of its policy', () => {
    expect(shopZone({ timeZone: 'Europe/Berlin' }, defaultPolicy.calendar)).toBe('Europe/Berlin');
    expect(shopZone({ timeZone: null }, defaultPolicy.calendar)).toBe('Asia/Shanghai');
    expect(shopZone({}, defaultPolicy.calendar)).toBe('Asia/Shanghai');
  });
});

describe('a local time is one instant', () => {
  test.each([
    ['by the offset of its day', '2026-03-03', '09:30', 'Asia/Shanghai', '2026-03-03T01:30:00.000Z'],
    ['before clocks go forward', '2026-03-29', '01:59', 'Europe/Berlin', '2026-03-29T00:59:00.000Z'],
    ['as much later when clocks skip it', '2026-03-29', '02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['after clocks went forward', '2026-03-29', '03:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['the first when it comes twice', '2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['after it came twice', '2026-10-25', '03:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
    ['in a jump of half an hour', '2026-10-04', '02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z'],
    [
      'twice in half an hour: the first',
      '2026-04-05',
      '01:45',
      'Australia/Lord_Howe',
      '2026-04-04T14:45:00.000Z',
    ],
    ['in New York in spring', '2026-03-08', '02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
  ])('%s', (_, date, time, zone, expected) => {
    expect(iso(instantAt(date, minutesOf(time), zone))).toBe(expected);
  });

  test.each([
    ['one', '2026-10-25', '04:00', ['2026-10-25T03:00:00.000Z']],
    [
      'two when clocks go back',
      '2026-10-25',
      '02:30',
      ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'],
    ],
    ['none when they go forward', '2026-03-29', '02:30', []],
  ])('the clock shows it at %s', (_, date, time, expected) => {
    expect(instantsAt(date, minutesOf(time), 'Europe/Berlin').map(iso)).toEqual(expected);
  });

  test.each([
    ['is the local one', '2026-03-03T16:30:00Z', 'Asia/Shanghai', '2026-03-04'],
    ['west of Greenwich too', '2026-03-04T02:00:00Z', 'America/Los_Angeles', '2026-03-03'],
    ['begins at midnight', '2026-03-03T16:00:00Z', 'Asia/Shanghai', '2026-03-04'],
    ['ends before it', '2026-03-03T15:59:59.999Z', 'Asia/Shanghai', '2026-03-03'],
  ])('the day of an instant %s', (_, instant, zone, day) => expect(localDayOf(instant, zone)).toBe(day));

  test.each([
    ['at midnight', '2026-03-03T04:00:00Z', 'Asia/Shanghai', '2026-03-03T16:00:00.000Z'],
    [
      '23 h later when clocks go forward',
      '2026-03-28T23:00:00Z',
      'Europe/Berlin',
      '2026-03-29T22:00:00.000Z',
    ],
    ['at one, when clocks skip midnight', '2026-04-23T12:00:00Z', 'Africa/Cairo', '2026-04-23T22:00:00.000Z'],
  ])('the next day begins %s', (_, instant, zone, expected) => {
    expect(iso(startOfNextDay(at(instant), zone))).toBe(expected);
  });
});

describe('quiet hours', () => {
  const night = { from: '21:00', to: '09:00' };
  const noon = { from: '12:00', to: '13:00' };
  test.each([
    ['begin with their first minute', night, '2026-03-03T13:00:00Z', true],
    ['not a millisecond earlier', night, '2026-03-03T12:59:59.999Z', false],
    ['go over midnight', night, '2026-03-03T18:00:00Z', true],
    ['last until the minute before their end', night, '2026-03-03T00:59:59.999Z', true],
    ['do not include their end', night, '2026-03-03T01:00:00Z', false],
    ['may lie within a day', noon, '2026-03-03T04:30:00Z', true],
    ['within a day end too', noon, '2026-03-03T05:00:00Z', false],
    ['from and to the same are none', { from: '12:00', to: '12:00' }, '2026-03-03T04:00:00Z', false],
  ])('%s', (_, quiet, instant, expected) =>
    expect(isQuietAt(at(instant), quiet, 'Asia/Shanghai')).toBe(expected),
  );

  test.each([
    ['the next morning', night, '2026-03-03T14:00:00Z', 'Asia/Shanghai', '2026-03-04T01:00:00.000Z'],
    ['the same morning', night, '2026-03-03T18:00:00Z', 'Asia/Shanghai', '2026-03-04T01:00:00.000Z'],
    ['at once, outside of them', night, '2026-03-03T02:00:00Z', 'Asia/Shanghai', '2026-03-03T02:00:00.000Z'],
    [
      'with the jump that skips their end',
      { from: '21:00', to: '02:30' },
      '2026-03-29T00:00:00Z',
      'Europe/Berlin',
      '2026-03-29T01:00:00.000Z',
    ],
    [
      'the first time their end comes',
      { from: '21:00', to: '02:30' },
      '2026-10-24T23:00:00Z',
      'Europe/Berlin',
      '2026-10-25T00:30:00.000Z',
    ],
    [
      'the second time, when clocks went back into them',
      { from: '21:00', to: '02:30' },
      '2026-10-25T01:10:00Z',
      'Europe/Berlin',
      '2026-10-25T01:30:00.000Z',
    ],
  ])('end %s', (_, quiet, instant, zone, expected) => {
    expect(iso(endOfQuiet(at(instant), quiet, zone))).toBe(expected);
  });
});

describe('days', () => {
  const china = defaultPolicy.calendar;
  const calendar = (fields: Partial<CalendarPolicy>): CalendarPolicy => ({ ...china, ...fields });
  test.each([
    ['Spring Festival', '2026-02-17', {}, 'holiday'],
    ['a Sunday of Spring Festival', '2026-02-22', {}, 'holiday'],
    ['the Saturday worked for it', '2026-02-14', {}, 'workday'],
    ['the Sunday worked for New Year', '2026-01-04', {}, 'workday'],
    ['National Day', '2026-10-01', {}, 'holiday'],
    ['an ordinary Saturday', '2026-03-07', {}, 'weekend'],
    ['an ordinary Tuesday', '2026-03-03', {}, 'workday'],
    ['New Year of a year without data', '2027-01-01', {}, 'workday'],
    ['a Saturday of a year without data', '2027-01-02', {}, 'weekend'],
    ['an extra holiday', '2026-03-03', { extraHolidays: ['2026-03-03'] }, 'holiday'],
    ['an extra workday in a holiday', '2026-02-17', { extraWorkdays: ['2026-02-17'] }, 'workday'],
    [
      'both: rather left in peace',
      '2026-03-03',
      { extraHolidays: ['2026-03-03'], extraWorkdays: ['2026-03-03'] },
      'holiday',
    ],
    ['Christmas in Germany', '2026-12-25', { region: 'DE' }, 'holiday'],
    ['Christmas Eve in Germany, a bank holiday from noon', '2026-12-24', { region: 'DE' }, 'workday'],
    ['Assumption in Bavaria, kept in parts of it', '2026-08-15', { region: 'DE-BY' }, 'weekend'],
    ['the Friday for a Saturday holiday in the US', '2026-07-03', { region: 'US' }, 'holiday'],
    ['the third day of Eid in the Emirates', '2026-03-22', { region: 'AE' }, 'holiday'],
    ['the day after it', '2026-03-23', { region: 'AE' }, 'workday'],
    ['the day on whose eve Eid begins is not the day before', '2026-03-19', { region: 'AE' }, 'workday'],
    ['three and a half days of Eid in Turkey are three', '2026-03-23', { region: 'TR' }, 'workday'],
    ['a holiday on a day of 25 h', '2026-04-05', { region: 'AU' }, 'holiday'],
  ])('%s', (_, date, fields, kind) => expect(dayKind(date, calendar(fields))).toBe(kind));

  test.each([
    ['2026 in China', '2026-05-05', 'CN', false],
    ['2027 in China, not announced', '2027-05-05', 'CN', true],
    ['2027 elsewhere', '2027-05-05', 'US', false],
    ['a country nobody knows', '2026-05-05', 'XX', true],
  ])('have data or not: %s', (_, date, region, unknown) => {
    expect(isUnknownYear(date, calendar({ region }))).toBe(unknown);
  });

  test.each([
    ['a holiday', '2026-02-17', {}, 'holiday'],
    ['a holiday where they are sent', '2026-02-17', { holidays: 'send' }, undefined],
    ['a weekend', '2026-03-07', {}, undefined],
    ['a weekend where they are postponed', '2026-03-07', { weekends: 'postpone' }, 'weekend'],
    ['a make-up Saturday where weekends are postponed', '2026-02-28', { weekends: 'postpone' }, undefined],
    [
      'a weekend in holidays that are sent',
      '2026-02-21',
      { holidays: 'send', weekends: 'postpone' },
      'weekend',
    ],
  ] as const)('are kept quiet or not: %s', (_, date, fields, reason) => {
    expect(reasonNotToSendOn(date, calendar(fields))).toBe(reason);
  });

  test.each([
    ['the day after', '2026-03-03', {}, '2026-03-04'],
    ['after the holidays', '2026-02-15', {}, '2026-02-24'],
    ['Monday, for a shop without weekends', '2026-03-06', { weekends: 'postpone' }, '2026-03-09'],
    ['a make-up Saturday', '2026-02-27', { weekends: 'postpone' }, '2026-02-28'],
  ] as const)('the next to send on is %s', (_, date, fields, next) => {
    expect(nextSendingDay(date, calendar(fields))).toBe(next);
  });

  test('every announced year of China has holidays and worked weekends', () => {
    for (const year of [2024, 2025, 2026]) {
      const days = statutoryDays('CN', year);
      expect(days?.holidays.size).toBeGreaterThan(10);
      expect([...(days?.workdays ?? [])].every(isWeekend)).toBe(true);
    }
  });

  test.each([
    ['2026-02-28', true],
    ['2026-02-29', false],
    ['2028-02-29', true],
    ['2026-13-01', false],
    ['2026-1-1', false],
    ['tomorrow', false],
  ])('%s is a date: %s', (text, exists) => expect(isCalendarDate(text)).toBe(exists));
});
