import { html, type Html } from '../../html.ts';
import { table } from '../kit/table.ts';
import { whenShort } from '../kit/when.ts';
import { orderHref } from '../orders/orders-table.ts';
import type { Reader } from '../reader.ts';
import type { Movement } from '../rest-shapes.ts';
import { kitWords } from '../words/kit.ts';
import { stockWords } from '../words/stock.ts';

/** What has moved a SKU, each with the order it was for. */
export function ledgerPart(rows: readonly Movement[], reader: Reader): Html {
  const { locale, timeZone } = reader;
  const { ledger: words } = stockWords[locale];
  return html`<section class="card">
    <h2>${words.title}</h2>
    ${table<Movement>({
      caption: words.title,
      empty: words.empty,
      rows,
      columns: [
        { head: words.at, cell: ({ at }) => whenShort(at, reader) },
        { head: words.kind, cell: ({ kind }) => words.kinds[kind] },
        { head: words.quantity, cell: quantityText, isNumber: true },
        {
          head: words.order,
          cell: ({ orderId }) => orderId && html`<a href="${orderHref(orderId)}">${orderId}</a>`,
        },
        { head: words.reason, cell: ({ reason }) => reason },
      ],
    })}
    <p class="fine">${kitWords[locale].zone(timeZone)}</p>
  </section>`;
}

/** Adjustments have a sign of their own; the other kinds say by their name which way they go. */
function quantityText({ kind, quantity }: Movement): string {
  if (kind !== 'adjust') return String(quantity);
  return quantity > 0 ? `+${quantity}` : `−${-quantity}`;
}
