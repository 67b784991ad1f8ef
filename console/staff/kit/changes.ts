import { html, type Html } from '../../html.ts';

/** What would be otherwise: what it is called, what it is, and what it would be. */
export interface ShownChange {
  readonly name: Html | string;
  readonly before: Html | string;
  readonly after: Html | string;
}

/** What somebody is shown before he saves something; `nothing` where nothing would be otherwise. */
export function changesList(changes: readonly ShownChange[], nothing: string): Html {
  if (changes.length === 0) return html`<p><strong>${nothing}</strong></p>`;
  return html`<ul class="plain changes">
    ${changes.map(
      ({ name, before, after }) =>
        html`<li>
          ${name}
          <div><del>${before}</del> → <ins>${after}</ins></div>
        </li>`,
    )}
  </ul>`;
}
