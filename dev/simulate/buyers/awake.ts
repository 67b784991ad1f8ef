import {
  firstInstantFrom,
  localDateAt,
  minuteOfDayAt,
  minutesOf,
} from '../../../domain/calendar/local-time.ts';
import { daysAfter } from '../../../domain/calendar/local-date.ts';

/** The instant itself where people are awake then, else when they next get up. Hours over midnight are hours like any others. */
export function whenAwake(
  at: string,
  { from, to }: { readonly from: string; readonly to: string },
  zone: string,
): string {
  const instant = Date.parse(at);
  const [begins, ends, minute] = [minutesOf(from), minutesOf(to), minuteOfDayAt(instant, zone)];
  const isAwake = begins <= ends ? minute >= begins && minute < ends : minute >= begins || minute < ends;
  if (isAwake || begins === ends) return at;
  const today = localDateAt(instant, zone);
  const day = minute < begins ? today : daysAfter(today, 1);
  return new Date(firstInstantFrom(day, begins, zone)).toISOString();
}

/** The hour that clocks in `zone` show, 0 to 23. */
export function hourIn(zone: string, at: string): number {
  return Math.floor(minuteOfDayAt(Date.parse(at), zone) / 60);
}
