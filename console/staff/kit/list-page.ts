import { html, type Html } from '../../html.ts';
import type { Reader } from '../reader.ts';
import { kitWords } from '../words/kit.ts';
import type { Field, Filled } from './field.ts';
import { filters } from './filters.ts';
import { paging } from './paging.ts';

/** A page of a list, as the REST API answered it. */
export interface Listed<Entry> {
  readonly entries: readonly Entry[];
  readonly nextCursor: string | null;
  /** What was asked for, as it was typed. */
  readonly query: Readonly<Record<string, string>>;
  /** What could not be read of that. */
  readonly refused?: Filled | undefined;
}

interface ListParts {
  /** `say`: what the list is, and what is to be done with it. */
  readonly words: { readonly title: string; readonly say: string };
  readonly path: string;
  readonly fields: readonly Field[];
  /** The entries, as they are shown. */
  readonly shown: Html;
}

/** A list of work: what it is, what narrows it, its entries, and its pages. */
export function listPage(
  { query, refused, nextCursor }: Omit<Listed<unknown>, 'entries'>,
  { words: { title, say }, path, fields, shown }: ListParts,
  { locale, timeZone }: Reader,
): Html {
  const filled = refused ?? { values: query, errors: {} };
  return html`<h1>${title}</h1>
    <p class="lead">${say}</p>
    ${filters(fields, { action: path, locale, filled })}
    <section class="card">
      ${shown}
      <p class="fine">${kitWords[locale].zone(timeZone)}</p>
    </section>
    ${paging({ path, query, nextCursor, locale })}`;
}
