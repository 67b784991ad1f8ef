import { html, type Html } from '../../html.ts';

/** Entries of a list that need more than a row of a table: words, facts, forms. */
export function entries(list: readonly Html[], empty: string): Html {
  if (list.length === 0) return html`<p class="empty">${empty}</p>`;
  return html`<ul class="entries">
    ${list.map((entry) => html`<li>${entry}</li>`)}
  </ul>`;
}
