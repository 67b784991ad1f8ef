import type { WordingLocale } from '../../../domain/messages/locale.ts';
import { addressWith } from '../address.ts';
import { html, type Html } from '../../html.ts';
import { kitWords } from '../words/kit.ts';

interface Paged {
  readonly path: string;
  /** What the list was asked for, its cursor too. */
  readonly query: Readonly<Record<string, string>>;
  readonly nextCursor: string | null;
  readonly locale: WordingLocale;
}

/** To the next page of a list, and back to the first: a cursor leads forward only. */
export function paging({ path, query: { cursor, ...query }, nextCursor, locale }: Paged): Html | undefined {
  if (cursor === undefined && nextCursor === null) return undefined;
  const words = kitWords[locale];
  const to = (more: Record<string, string>) => addressWith(path, { ...query, ...more });
  return html`<nav class="paging" aria-label="${words.pages}">
    ${cursor !== undefined && html`<a href="${to({})}">${words.first}</a>`}
    ${nextCursor !== null && html`<a href="${to({ cursor: nextCursor })}" rel="next">${words.next}</a>`}
  </nav>`;
}
