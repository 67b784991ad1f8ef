import { describe, expect, test } from 'vitest';
import { legalChannels } from '../../../domain/reminders/legal-time.ts';
import { winBackTime } from '../../../domain/reminders/win-back-time.ts';
import type { WinBackTimeInput } from '../../../domain/reminders/win-back-time.ts';
import { instant, policyWith, remindersPolicy } from './plan-table.ts';
import { defaultPolicy } from '../../../domain/policy/default-policy.ts';

type Changes = Partial<Omit<WinBackTimeInput, 'closedAt' | 'now' | 'remindedAt'>> & {
  readonly now?: string;
  readonly reminded?: readonly string[];
};

/** The time of a win-back, local; an order's closing is given by its local time. */
function time(closed: string, { now, reminded = [], ...changes }: Changes = {}) {
  const zone = changes.zone ?? 'Asia/Shanghai';
  const closedAt = instant(closed, zone);
  const { at, reason } = winBackTime({
    policy: defaultPolicy,
    zone,
    channels: ['email', 'in_app'],
    ...changes,
    closedAt,
    now: now === undefined ? closedAt : instant(now, zone),
    remindedAt: reminded.map((local) => instant(local, zone)),
  });
  return [at, reason];
}

const at = (local: string, zone = 'Asia/Shanghai') => instant(local, zone);

describe('a win-back goes out', () => {
  test.each<[string, string, Changes, string, string | undefined]>([
    ['24 h after closing', '2026-03-03 10:05', {}, '2026-03-04 10:05', undefined],
    ['at the end of quiet hours', '2026-03-03 02:05', {}, '2026-03-04 09:00', 'quiet_hours'],
    ['from the evening in the next morning', '2026-03-03 21:00', {}, '2026-03-05 09:00', 'quiet_hours'],
    ['in the last minute before quiet hours', '2026-03-03 20:59', {}, '2026-03-04 20:59', undefined],
    [
      'in quiet hours where every channel is excepted',
      '2026-03-03 02:05',
      { channels: ['in_app'] },
      '2026-03-04 02:05',
      undefined,
    ],
    ['after a statutory holiday', '2026-04-03 10:05', {}, '2026-04-07 09:00', 'holiday'],
    [
      'on a holiday where the policy sends',
      '2026-04-03 10:05',
      { policy: policyWith({ calendar: { holidays: 'send' } }) },
      '2026-04-04 10:05',
      undefined,
    ],
    [
      'the day after a reminder',
      '2026-03-03 15:05',
      { reminded: ['2026-03-04 13:00'] },
      '2026-03-05 09:00',
      'gap',
    ],
    [
      'the next day also where the gap is kept',
      '2026-03-03 15:05',
      { reminded: ['2026-03-04 10:00'], policy: remindersPolicy({ gap: 'PT1H' }) },
      '2026-03-05 09:00',
      'daily_cap',
    ],
    [
      'on the same day where the cap allows',
      '2026-03-03 15:05',
      { reminded: ['2026-03-04 10:00'], policy: remindersPolicy({ gap: 'PT1H', maxPerCustomerPerDay: 2 }) },
      '2026-03-04 15:05',
      undefined,
    ],
    [
      'when its order had three reminders: their cap is the order’s',
      '2026-03-03 15:05',
      { reminded: ['2026-03-02 09:30', '2026-03-02 14:30', '2026-03-03 09:30'] },
      '2026-03-04 15:05',
      undefined,
    ],
    [
      'at once when its time has passed',
      '2026-03-03 10:05',
      { now: '2026-03-05 11:00' },
      '2026-03-05 11:00',
      undefined,
    ],
    [
      'at the next legal time when it is late at night',
      '2026-03-03 10:05',
      { now: '2026-03-05 23:00' },
      '2026-03-06 09:00',
      'quiet_hours',
    ],
    [
      'as long after closing as the policy says',
      '2026-03-03 10:05',
      { policy: policyWith({ winBack: { after: 'P3D' } }) },
      '2026-03-06 10:05',
      undefined,
    ],
    [
      'at once where the policy says so',
      '2026-03-03 10:05',
      { policy: policyWith({ winBack: { after: 'PT0S' } }) },
      '2026-03-03 10:05',
      undefined,
    ],
  ])('%s', (_, closed, changes, expected, reason) =>
    expect(time(closed, changes)).toEqual([at(expected), reason]),
  );

  test('on the clock of the shop’s zone', () => {
    expect(time('2026-03-03 02:05', { zone: 'America/New_York' })).toEqual([
      at('2026-03-04 09:00', 'America/New_York'),
      'quiet_hours',
    ]);
  });

  test('never where the policy reminds nobody on any day', () => {
    expect(time('2026-03-03 10:05', { policy: remindersPolicy({ maxPerCustomerPerDay: 0 }) })).toEqual([
      undefined,
      'daily_cap',
    ]);
  });
});

describe('a win-back’s channels', () => {
  test('are the first of the policy’s list that the buyer has', () => {
    const channels = legalChannels({
      channels: ['email', 'push', 'in_app'],
      now: instant('2026-03-04 10:05'),
      policy: defaultPolicy,
      zone: 'Asia/Shanghai',
    });
    expect(channels).toEqual(['email', 'push']);
  });

  test('are none in quiet hours unless all are excepted', () => {
    const night = { now: instant('2026-03-04 02:05'), policy: defaultPolicy, zone: 'Asia/Shanghai' };
    expect(legalChannels({ ...night, channels: ['email', 'in_app'] })).toEqual([]);
    expect(legalChannels({ ...night, channels: ['in_app'] })).toEqual(['in_app']);
  });

  test('are written ones, also where every amount is worth a call', () => {
    const policy = remindersPolicy({ callFrom: 0 });
    const input = {
      channels: ['email'] as const,
      now: instant('2026-03-04 10:05'),
      policy,
      zone: 'Asia/Shanghai',
    };
    expect(legalChannels(input)).toEqual(['email']);
  });
});
