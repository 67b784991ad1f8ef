import { describe, expect, test } from 'vitest';
import { defaultPolicy } from '../../../domain/policy/default-policy.ts';
import type { Policy } from '../../../domain/policy/schema.ts';
import {
  endOf,
  isInTime,
  promiseAfterShipping,
  promiseFor,
  unknownYearsOf,
} from '../../../domain/promise/promise.ts';
import type { PromiseTerms } from '../../../domain/promise/promise.ts';

const SHANGHAI = 'Asia/Shanghai';

function terms({
  promise = {},
  calendar = {},
  zone = SHANGHAI,
}: {
  promise?: Partial<Policy['promise']>;
  calendar?: Partial<Policy['calendar']>;
  zone?: string;
} = {}): PromiseTerms {
  return {
    policy: {
      promise: { ...defaultPolicy.promise, ...promise },
      calendar: { ...defaultPolicy.calendar, ...calendar },
    },
    zone,
  };
}

/** `2026-11-23 10:00` in Shanghai, as an instant. */
const shanghai = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`).toISOString();

describe('an order that is paid', () => {
  test.each([
    ['before the first cut-off ships today', '2026-11-23 10:59', '2026-11-23', '2026-11-26'],
    ['between the cut-offs ships today', '2026-11-23 11:00', '2026-11-23', '2026-11-26'],
    ['a minute before the last cut-off ships today', '2026-11-23 16:59', '2026-11-23', '2026-11-26'],
    ['at the last cut-off ships on the next working day', '2026-11-23 17:00', '2026-11-24', '2026-11-27'],
    ['at midnight ships today', '2026-11-24 00:00', '2026-11-24', '2026-11-27'],
    ['late on Friday ships on Monday', '2026-11-27 18:00', '2026-11-30', '2026-12-03'],
    ['early on Friday arrives after the weekend', '2026-11-27 09:00', '2026-11-27', '2026-12-02'],
    ['on Saturday ships on Monday', '2026-11-28 09:00', '2026-11-30', '2026-12-03'],
    ['on Sunday night ships on Monday', '2026-11-29 23:59', '2026-11-30', '2026-12-03'],
    ['before the National Day holidays arrives after them', '2026-09-29 10:00', '2026-09-29', '2026-10-09'],
    ['in the holidays ships after them', '2026-10-02 10:00', '2026-10-08', '2026-10-12'],
    ['on a make-up working Saturday ships on it', '2026-10-10 10:00', '2026-10-10', '2026-10-14'],
    ['before a make-up working Sunday counts it', '2026-09-18 10:00', '2026-09-18', '2026-09-22'],
    ['on New Year’s Eve arrives by weekends alone', '2026-12-31 10:00', '2026-12-31', '2027-01-05'],
  ])('%s', (_, at, shipsOn, arrivesOn) =>
    expect(promiseFor(shanghai(at), terms())).toEqual({ shipsOn, arrivesOn }),
  );

  test.each<[string, string, Parameters<typeof terms>[0], string, string]>([
    ['no cut-off', '2026-11-23 09:00', { promise: { cutoffs: [] } }, '2026-11-24', '2026-11-27'],
    ['no time on the way', '2026-11-23 09:00', { promise: { transitDays: 0 } }, '2026-11-23', '2026-11-23'],
    ['a day on the way', '2026-11-27 09:00', { promise: { transitDays: 1 } }, '2026-11-27', '2026-11-30'],
    ['one late cut-off', '2026-11-23 20:00', { promise: { cutoffs: ['23:59'] } }, '2026-11-23', '2026-11-26'],
    [
      'a holiday of the shop’s own',
      '2026-11-23 09:00',
      { calendar: { extraHolidays: ['2026-11-24'] } },
      '2026-11-23',
      '2026-11-27',
    ],
    [
      'a working Saturday of the shop’s own',
      '2026-11-28 09:00',
      { calendar: { extraWorkdays: ['2026-11-28'] } },
      '2026-11-28',
      '2026-12-02',
    ],
    ['a shop in New York', '2026-11-23 05:00', { zone: 'America/New_York' }, '2026-11-23', '2026-11-26'],
    [
      'Thanksgiving in New York',
      '2026-11-26 06:30',
      { zone: 'America/New_York', calendar: { region: 'US' } },
      '2026-11-27',
      '2026-12-02',
    ],
  ])('with %s', (_, at, changes, shipsOn, arrivesOn) =>
    expect(promiseFor(shanghai(at), terms(changes))).toEqual({ shipsOn, arrivesOn }),
  );
});

describe('once it has shipped', () => {
  const promised = { shipsOn: '2026-11-23', arrivesOn: '2026-11-26' };
  test.each([
    ['in time, the promise stays', '2026-11-23 23:59', '2026-11-26'],
    ['early, the promise stays', '2026-11-20 10:00', '2026-11-26'],
    ['a day late, it arrives a day later', '2026-11-24 00:00', '2026-11-27'],
    ['two days late, the weekend is in between', '2026-11-25 09:00', '2026-11-30'],
    ['on a Sunday, it counts from there', '2026-11-29 09:00', '2026-12-02'],
  ])('%s', (_, at, arrivesOn) =>
    expect(promiseAfterShipping(promised, shanghai(at), terms())).toEqual({ ...promised, arrivesOn }),
  );
});

describe('a promised day', () => {
  test.each([
    ['2026-11-23', SHANGHAI, '2026-11-23T16:00:00.000Z'],
    ['2026-11-01', 'America/New_York', '2026-11-02T05:00:00.000Z'],
    ['2026-12-31', 'UTC', '2027-01-01T00:00:00.000Z'],
  ])('%s in %s is over at %s', (day, zone, end) => expect(endOf(day, { zone })).toBe(end));

  test.each([
    ['2026-11-23 23:59', true],
    ['2026-11-24 00:00', false],
    ['2026-11-22 08:00', true],
  ])('is kept at %s: %s', (at, kept) =>
    expect(isInTime(shanghai(at), '2026-11-23', { zone: SHANGHAI })).toBe(kept),
  );

  test('names the years of which the calendar knows nothing', () => {
    expect(unknownYearsOf({ shipsOn: '2026-12-31', arrivesOn: '2027-01-05' }, terms())).toEqual([2027]);
    expect(unknownYearsOf({ shipsOn: '2026-11-23', arrivesOn: '2026-11-26' }, terms())).toEqual([]);
  });
});
