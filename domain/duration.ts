/** Length of an ISO 8601 duration of weeks, days, hours, minutes and whole seconds (`PT24H`, `P3D`, `P1DT2H`). */
const ISO_DURATION = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const WEEK = 7 * DAY;

/** Whether `text` is a duration this product understands: no years or months (they have no fixed length), no sign. */
export function isDuration(text: string): boolean {
  return ISO_DURATION.test(text);
}

/** Milliseconds of an ISO 8601 duration; a day is 24 h. Throws on text that `isDuration` refuses. */
export function durationMs(text: string): number {
  const parts = ISO_DURATION.exec(text);
  if (!parts) throw new Error(`not an ISO 8601 duration of weeks, days, hours, minutes, seconds: ${text}`);
  const units = [WEEK, DAY, HOUR, MINUTE, SECOND];
  return units.reduce((total, unit, index) => total + unit * Number(parts[index + 1] ?? 0), 0);
}

/** So many milliseconds as an ISO 8601 duration, to the second: `P1DT2H`, `PT0S`. */
export function isoDuration(ms: number): string {
  let left = Math.round(ms / SECOND) * SECOND;
  const take = (unit: number, letter: string) => {
    const count = Math.floor(left / unit);
    left -= count * unit;
    return count === 0 ? '' : `${count}${letter}`;
  };
  const days = take(DAY, 'D');
  const time = [take(HOUR, 'H'), take(MINUTE, 'M'), take(SECOND, 'S')].join('');
  if (days === '' && time === '') return 'PT0S';
  return time === '' ? `P${days}` : `P${days}T${time}`;
}

/** The instant `ms` milliseconds after `instant`, both ISO 8601 in UTC. */
export function later(instant: string, ms: number): string {
  return new Date(Date.parse(instant) + ms).toISOString();
}

/** Milliseconds from `from` to `to`; negative when `to` is earlier. */
export function between(from: string, to: string): number {
  return Date.parse(to) - Date.parse(from);
}

/** The earlier of two instants. */
export function earlier(a: string, b: string): string {
  return Date.parse(a) <= Date.parse(b) ? a : b;
}

/** The later of two instants. */
export function latest(a: string, b: string): string {
  return Date.parse(a) >= Date.parse(b) ? a : b;
}
