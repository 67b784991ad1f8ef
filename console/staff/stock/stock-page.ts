import { html, type Html } from '../../html.ts';
import { fieldOf, type Field } from '../kit/field.ts';
import type { Reader } from '../reader.ts';
import { stockWords } from '../words/stock.ts';

/** The way to a SKU; to comparing all of them for who may. */
export function stockPage(
  { canCheck }: { readonly canCheck: boolean },
  { locale }: Pick<Reader, 'locale'>,
): Html {
  const words = stockWords[locale];
  const find: Field = { kind: 'text', name: 'sku', label: words.find, isRequired: true };
  return html`<h1>${words.title}</h1>
    <p class="lead">${words.say}</p>
    <form class="find" method="get" action="/console/stock">
      ${fieldOf(find, { form: 'find', locale })}
      <button type="submit">${words.findButton}</button>
    </form>
    ${canCheck && html`<p><a href="/console/stock-check">${words.toCheck}</a></p>`}`;
}
