import type { WordingLocale } from '../../../domain/messages/locale.ts';
import { html, type Html } from '../../html.ts';
import { kitWords } from '../words/kit.ts';
import { fieldOf, type Choice, type Field, type Filled } from './field.ts';

/** What narrows a list: a form that only reads. Field errors of a list that was refused stand beside their fields. */
export function filters(
  fields: readonly Field[],
  {
    action,
    locale,
    filled,
  }: { readonly action: string; readonly locale: WordingLocale; readonly filled?: Filled },
): Html {
  return html`<form class="filters card" method="get" action="${action}">
    ${fields.map((field) => fieldOf(field, { form: 'filter', locale, filled }))}
    <button type="submit" class="go">${kitWords[locale].show}</button>
  </form>`;
}

/** The choices of a filter: all of them, or one. */
export function anyOf(choices: readonly Choice[], locale: WordingLocale): readonly Choice[] {
  return [{ value: '', text: kitWords[locale].all }, ...choices];
}
