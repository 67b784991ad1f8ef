import { isCalendarDate } from '../../domain/calendar/local-date.ts';
import { instantAt, localDayOf, minuteOfDayAt, minutesOf } from '../../domain/calendar/local-time.ts';

/** What a `datetime-local` field says, as an instant on the shop's clock; what is none stays as it is, for the REST API to refuse. */
export function localInstant(text: string, timeZone: string): string {
  const [, date = '', time = ''] =
    /^(\d{4}-\d\d-\d\d)T((?:[01]\d|2[0-3]):[0-5]\d)(?::\d\d)?$/.exec(text) ?? [];
  if (!isCalendarDate(date)) return text;
  return new Date(instantAt(date, minutesOf(time), timeZone)).toISOString();
}

/** An instant as a `datetime-local` field has it, on the shop's clock. */
export function localTimeField(instant: string, timeZone: string): string {
  const minutes = minuteOfDayAt(Date.parse(instant), timeZone);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${localDayOf(instant, timeZone)}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
