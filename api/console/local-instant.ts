import { isCalendarDate } from '../../domain/calendar/local-date.ts';
import { instantAt, minutesOf } from '../../domain/calendar/local-time.ts';

/** What a `datetime-local` field says, as an instant on the shop's clock; what is none stays as it is, for the REST API to refuse. */
export function localInstant(text: string, timeZone: string): string {
  const [, date = '', time = ''] =
    /^(\d{4}-\d\d-\d\d)T((?:[01]\d|2[0-3]):[0-5]\d)(?::\d\d)?$/.exec(text) ?? [];
  if (!isCalendarDate(date)) return text;
  return new Date(instantAt(date, minutesOf(time), timeZone)).toISOString();
}
