import { html, type Html } from '../../html.ts';
import { factList } from '../kit/fact-list.ts';
import { facts } from '../kit/facts.ts';
import { priceText } from '../kit/money.ts';
import { table } from '../kit/table.ts';
import { day, when } from '../kit/when.ts';
import type { Reader } from '../reader.ts';
import type { Instalments, Order } from '../rest-shapes.ts';
import { codeText } from '../words/codes.ts';
import { orderWords } from '../words/order.ts';

/** The newest application to pay later and what was offered instead; undefined where there was none. */
export function creditPart({ credit, offers, total }: Order, reader: Reader): Html | undefined {
  if (!credit) return undefined;
  const { locale } = reader;
  const { credit: words } = orderWords[locale];
  return html`<section class="card">
    <h2>${words.title}</h2>
    ${facts([
      [words.state, codeText(credit.state, locale)],
      [words.product, `${codeText(credit.product, locale)} × ${credit.term}`],
      [words.grade, credit.grade],
      [words.expected, credit.expectedBy !== undefined && when(credit.expectedBy, reader)],
      [
        words.reasons,
        credit.reasons &&
          html`<ul class="plain">
            ${credit.reasons.map((reason) => html`<li>${reason}</li>`)}
          </ul>`,
      ],
    ])}
    ${offers.length > 0 && html`<h3>${words.offers}</h3>`}
    ${offers.map(
      ({ title, terms }) =>
        html`<details>
          <summary>${title}</summary>
          <div class="inside">${factList(terms, reader, total.currency)}</div>
        </details>`,
    )}
  </section>`;
}

export function instalmentsPart({ data }: Instalments, reader: Reader): Html {
  const { locale } = reader;
  const { instalments: words } = orderWords[locale];
  return html`<section class="card">
    <h2>${words.title}</h2>
    ${table<Instalments['data'][number]>({
      caption: words.title,
      empty: words.empty,
      rows: data,
      columns: [
        { head: words.number, cell: ({ number }) => String(number) },
        { head: words.dueOn, cell: ({ dueOn }) => day(dueOn, reader) },
        { head: words.state, cell: ({ state }) => words.states[state] },
        { head: words.amount, cell: ({ amount }) => priceText(amount, locale), isNumber: true },
        { head: words.owed, cell: ({ owed }) => priceText(owed, locale), isNumber: true },
      ],
    })}
  </section>`;
}
