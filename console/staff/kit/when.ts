import { dateText, instantText, shortInstantText } from '../../../domain/messages/time-text.ts';
import { html, type Html } from '../../html.ts';
import type { Reader } from '../reader.ts';

/** An instant on the shop's clock, with the zone named. */
export function when(instant: string, { timeZone, locale }: Reader): Html {
  return html`<time datetime="${instant}">${instantText(instant, timeZone, locale)}</time>`;
}

/** The same for tables, which name the zone once: `24 Nov 14:30`. */
export function whenShort(instant: string, { timeZone, locale }: Reader): Html {
  return html`<time datetime="${instant}">${shortInstantText(instant, timeZone, locale)}</time>`;
}

/** A calendar day. */
export function day(date: string, { locale }: Reader): Html {
  return html`<time datetime="${date}">${dateText(date, locale)}</time>`;
}
