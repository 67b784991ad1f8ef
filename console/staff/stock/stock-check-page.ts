import { html, type Html } from '../../html.ts';
import { staffForm, type FormPart } from '../kit/form.ts';
import { table } from '../kit/table.ts';
import type { Drift } from '../rest-shapes.ts';
import { stockWords } from '../words/stock.ts';
import { skuHref } from './sku-href.ts';

const PATH = '/console/stock-check';

/** Compares all stock with its ledger, when somebody asks for it. */
export function stockCheckPage(part: FormPart): Html {
  const { check: words } = stockWords[part.locale];
  const compare = { name: 'compare', action: `${PATH}/compare`, fields: [], button: words.compare } as const;
  return html`<h1>${words.title}</h1>
    <section class="card">
      <p>${words.say}</p>
      ${staffForm({ ...compare, tone: 'go' }, part)}
    </section>`;
}

/** What was found, and the way to repair it. */
export function driftFound(drift: readonly Drift[], part: FormPart): Html {
  const { check: words } = stockWords[part.locale];
  const repair = { name: 'repair', action: `${PATH}/repair`, fields: [], button: words.repair } as const;
  return html`<p><strong>${words.differs}</strong></p>
    ${driftTable(drift, part)} ${staffForm({ ...repair, tone: 'danger' }, part)}`;
}

function driftTable(rows: readonly Drift[], { locale }: FormPart): Html {
  const { check: words } = stockWords[locale];
  const amounts = ({ onHand, held }: Drift['balance']) => words.amounts(onHand, held);
  return table<Drift>({
    caption: words.differs,
    empty: words.agrees,
    rows,
    columns: [
      { head: words.sku, cell: ({ sku }) => html`<a href="${skuHref(sku)}">${sku}</a>` },
      { head: words.balance, cell: ({ balance }) => amounts(balance) },
      { head: words.ledger, cell: ({ ledger }) => amounts(ledger) },
    ],
  });
}
