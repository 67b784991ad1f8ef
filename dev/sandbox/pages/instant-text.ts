import { between, DAY, HOUR, MINUTE } from '../../../domain/duration.ts';

/** `2026-11-23T01:02:03.000Z` as `23 Nov 2026, 01:02 UTC`. */
export function instantText(instant: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  return `${format.format(new Date(instant))} UTC`;
}

/** How long from `from` to `to`, in the two largest units: `1 d 3 h`, `12 min`, `under a minute`. */
export function timeLeftText(from: string, to: string): string {
  const ms = between(from, to);
  if (ms < MINUTE) return 'under a minute';
  const units = [
    { name: 'd', count: Math.floor(ms / DAY) },
    { name: 'h', count: Math.floor((ms % DAY) / HOUR) },
    { name: 'min', count: Math.floor((ms % HOUR) / MINUTE) },
  ];
  const first = units.findIndex(({ count }) => count > 0);
  return units
    .slice(first, first + 2)
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${count} ${name}`)
    .join(' ');
}
