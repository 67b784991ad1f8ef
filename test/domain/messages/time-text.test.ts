import { describe, expect, test } from 'vitest';
import { later } from '../../../domain/duration.ts';
import { dateText, instantText, shortInstantText, timeLeftText } from '../../../domain/messages/time-text.ts';

const NOW = '2026-11-24T04:15:00.000Z';
const [MINUTE, HOUR] = [60_000, 3_600_000];

describe('the time left', () => {
  test.each([
    [2 * HOUR + 15 * MINUTE, '2 小时 15 分钟', '2 h 15 min'],
    [2 * HOUR, '2 小时', '2 h'],
    [15 * MINUTE, '15 分钟', '15 min'],
    [24 * HOUR, '24 小时', '24 h'],
    [48 * HOUR - 1, '47 小时 59 分钟', '47 h 59 min'],
    [48 * HOUR, '2 天', '2 d'],
    [75 * HOUR + 59 * MINUTE, '3 天 3 小时', '3 d 3 h'],
    [MINUTE - 1, '不到 1 分钟', 'less than 1 min'],
    [2 * MINUTE - 1, '1 分钟', '1 min'],
    [0, '不到 1 分钟', 'less than 1 min'],
    [-HOUR, '不到 1 分钟', 'less than 1 min'],
  ])('of %d ms is "%s" and "%s", never more than there is', (ms, chinese, english) => {
    expect(timeLeftText(NOW, later(NOW, ms), 'zh-CN')).toBe(chinese);
    expect(timeLeftText(NOW, later(NOW, ms), 'en')).toBe(english);
  });
});

describe('an instant is told on the shop clock, with its zone', () => {
  test.each([
    ['Asia/Shanghai', '11月24日周二 12:15 (GMT+8)', 'Tue, 24 Nov, 12:15 (GMT+8)'],
    ['America/New_York', '11月23日周一 23:15 (GMT-5)', 'Mon, 23 Nov, 23:15 (GMT-5)'],
    ['Asia/Kolkata', '11月24日周二 09:45 (GMT+5:30)', 'Tue, 24 Nov, 09:45 (GMT+5:30)'],
  ])('in %s', (zone, chinese, english) => {
    expect(instantText(NOW, zone, 'zh-CN')).toBe(chinese);
    expect(instantText(NOW, zone, 'en')).toBe(english);
  });

  test('midnight is 00:00, and daylight saving counts', () => {
    expect(instantText('2026-07-01T04:00:00Z', 'America/New_York', 'en')).toBe('Wed, 1 Jul, 00:00 (GMT-4)');
  });

  test('and short where every character counts', () => {
    expect(shortInstantText(NOW, 'Asia/Shanghai', 'zh-CN')).toBe('11月24日 12:15');
    expect(shortInstantText(NOW, 'Asia/Shanghai', 'en')).toBe('24 Nov 12:15');
  });
});

test('a date is told without a zone', () => {
  expect([dateText('2026-01-05', 'zh-CN'), dateText('2026-12-31', 'en')]).toEqual(['1月5日', '31 Dec']);
});
