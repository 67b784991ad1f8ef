import { DAY } from '../duration.ts';

/** Milliseconds since 1970 in UTC: what rules about time reckon with; instants are ISO text everywhere else. */
export type EpochMs = number;

const MOST_ZONES_KEPT = 1000;
const MOST_DAYS_KEPT = 4000;

interface Zone {
  readonly offsetAt: (at: EpochMs) => number;
  /** Offset of every UTC day on which it does not change; null for one on which it does. */
  readonly ofDay: Map<number, number | null>;
}

const zones = new Map<string, Zone>();

/** Whether `zone` is a time zone: whatever `Intl.DateTimeFormat` takes (rules.md 22). */
export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}

/**
 * Milliseconds by which clocks in `zone` are ahead of UTC at an instant; negative west of it. Offsets are kept by UTC day,
 * because asking `Intl` each time costs more than the rest of a plan. Throws on a zone `isTimeZone` refuses.
 */
export function offsetAt(at: EpochMs, zone: string): number {
  const known = zoneNamed(zone);
  const day = Math.floor(at / DAY);
  let offset = known.ofDay.get(day);
  if (offset === undefined) {
    if (known.ofDay.size >= MOST_DAYS_KEPT) known.ofDay.clear();
    offset = offsetOfDay(day, known);
    known.ofDay.set(day, offset);
  }
  return offset ?? known.offsetAt(at);
}

function offsetOfDay(day: number, zone: Zone): number | null {
  const first = zone.offsetAt(day * DAY);
  const last = zone.offsetAt((day + 1) * DAY - 1);
  return first === last ? first : null;
}

function zoneNamed(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  if (zones.size >= MOST_ZONES_KEPT) zones.clear();
  const zone: Zone = { offsetAt: offsetReader(name), ofDay: new Map() };
  zones.set(name, zone);
  return zone;
}

function offsetReader(timeZone: string): (at: EpochMs) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const read = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    const wall = Date.UTC(
      read('year'),
      read('month') - 1,
      read('day'),
      read('hour'),
      read('minute'),
      read('second'),
    );
    return wall - Math.floor(at / 1000) * 1000;
  };
}
