import { between, DAY, HOUR, MINUTE } from '../duration.ts';
import type { WordingLocale } from './locale.ts';

interface TimeWords {
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly underAMinute: string;
}

export const timeWords: Record<WordingLocale, TimeWords> = {
  'zh-CN': { day: '天', hour: '小时', minute: '分钟', underAMinute: '不到 1 分钟' },
  en: { day: 'd', hour: 'h', minute: 'min', underAMinute: 'less than 1 min' },
};

/** The time from `now` to `deadline` in words, as `durationText` has it; nothing left is less than a minute. */
export function timeLeftText(now: string, deadline: string, locale: WordingLocale): string {
  return durationText(between(now, deadline), locale);
}

/**
 * A length of time in words: `2 小时 15 分钟`, `2 h 15 min`; in days from 48 h on. Rounded down, so that nobody is promised a
 * minute he does not have.
 */
export function durationText(ms: number, locale: WordingLocale): string {
  const words = timeWords[locale];
  const left = Math.max(0, ms);
  const days = left >= 2 * DAY ? Math.floor(left / DAY) : 0;
  const hours = Math.floor((left - days * DAY) / HOUR);
  const minutes = Math.floor((left % HOUR) / MINUTE);
  const parts = [
    [days, words.day],
    [hours, words.hour],
    [days > 0 ? 0 : minutes, words.minute],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return said.length > 0 ? said.join(' ') : words.underAMinute;
}

/** Kept because making a formatter is dear; one for each locale and zone seen. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** `instant` on the clock of `timeZone`, with the zone: `11月24日周二 14:30 (GMT+8)`, `Tue, 24 Nov, 14:30 (GMT+8)`. */
export function instantText(instant: string, timeZone: string, locale: WordingLocale): string {
  const part = partsOf(instant, timeZone, locale);
  const time = `${part('hour')}:${part('minute')} (${part('timeZoneName')})`;
  return locale === 'zh-CN'
    ? `${part('month')}月${part('day')}日${part('weekday')} ${time}`
    : `${part('weekday')}, ${part('day')} ${part('month')}, ${time}`;
}

/** The same where every character counts: `11月24日 14:30`, `24 Nov 14:30`. */
export function shortInstantText(instant: string, timeZone: string, locale: WordingLocale): string {
  const part = partsOf(instant, timeZone, locale);
  const day = locale === 'zh-CN' ? `${part('month')}月${part('day')}日` : `${part('day')} ${part('month')}`;
  return `${day} ${part('hour')}:${part('minute')}`;
}

type PartOf = (type: Intl.DateTimeFormatPartTypes) => string;

function partsOf(instant: string, timeZone: string, locale: WordingLocale): PartOf {
  const parts = instantFormat(timeZone, locale).formatToParts(new Date(instant));
  return (type) => parts.find((part) => part.type === type)?.value ?? '';
}

function instantFormat(timeZone: string, locale: WordingLocale): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    timeZone,
    month: locale === 'en' ? 'short' : 'numeric',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'shortOffset',
  });
  formatters.set(key, made);
  return made;
}

/** A calendar date, `YYYY-MM-DD`, in words: `11月24日`, `24 Nov`. */
export function dateText(date: string, locale: WordingLocale): string {
  const [month, day] = [Number(date.slice(5, 7)), Number(date.slice(8, 10))];
  return locale === 'zh-CN' ? `${month}月${day}日` : `${day} ${months[month - 1] ?? ''}`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec'] as const;
