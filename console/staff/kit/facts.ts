import { html, type Html } from '../../html.ts';

/** What something is called, and what it is; undefined where there is nothing to say. */
export type Fact = readonly [label: Html | string, value: Html | string | undefined | false];

/** A list of labels and values; those without a value are left out. */
export function facts(list: readonly Fact[]): Html {
  const rows = list.flatMap(([label, value]) =>
    value === undefined || value === false
      ? []
      : [
          html`<div>
            <dt>${label}</dt>
            <dd>${value}</dd>
          </div>`,
        ],
  );
  return html`<dl class="facts">${rows}</dl>`;
}
