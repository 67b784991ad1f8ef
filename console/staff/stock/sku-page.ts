import { html, type Html } from '../../html.ts';
import { facts } from '../kit/facts.ts';
import { foldedForm, type FormPart } from '../kit/form.ts';
import { priceText } from '../kit/money.ts';
import { paging } from '../kit/paging.ts';
import type { Reader } from '../reader.ts';
import type { Movement, Stock } from '../rest-shapes.ts';
import { inLocale } from '../words/pair.ts';
import { kindNames } from '../words/states.ts';
import { stockWords } from '../words/stock.ts';
import { ledgerPart } from './stock-ledger.ts';

export interface SkuView {
  readonly stock: Stock;
  /** Undefined where the reader's key may neither read the ledger nor adjust. */
  readonly ledger?:
    { readonly movements: readonly Movement[]; readonly nextCursor: string | null } | undefined;
  readonly query: Readonly<Record<string, string>>;
}

export interface SkuPart extends FormPart, Reader {
  readonly path: string;
}

/** A SKU: how many there are, and everything that has moved them. */
export function skuPage({ stock, ledger, query }: SkuView, part: SkuPart): Html {
  const { locale, path } = part;
  const { one: words } = stockWords[locale];
  return html`<h1>${words.title(stock.sku)}</h1>
    <div class="columns">
      <div>
        ${balancePart(stock, part)} ${ledger && adjustPart(part)} ${termsPart(stock, part)}
        <p><a href="/console/stock">${words.toStock}</a></p>
      </div>
      <div>
        ${
          ledger &&
          html`${ledgerPart(ledger.movements, part)}
          ${paging({ path, query, nextCursor: ledger.nextCursor, locale })}`
        }
      </div>
    </div>`;
}

function balancePart({ onHand, held, safetyStock, available }: Stock, { locale }: SkuPart): Html {
  const { one: words } = stockWords[locale];
  return html`<section class="card">
    <h2>${words.balance}</h2>
    ${facts([
      [words.onHand, String(onHand)],
      [words.held, String(held)],
      [words.safety, String(safetyStock)],
      [words.available, html`<strong>${available}</strong>`],
    ])}
    <p class="fine">${words.availableNote}</p>
  </section>`;
}

function termsPart({ price, kind, deductOn, tags }: Stock, { locale }: SkuPart): Html {
  const { one: words } = stockWords[locale];
  return html`<section class="card">
    <h2>${words.terms}</h2>
    ${facts([
      [words.price, price && priceText(price, locale)],
      [words.kind, kind === undefined ? words.byPolicy : inLocale(kindNames[kind], locale)],
      [words.deductOn, deductOn === undefined ? words.byPolicy : words.deductOns[deductOn]],
      [words.tags, tags.length > 0 && tags.join(', ')],
    ])}
  </section>`;
}

function adjustPart(part: SkuPart): Html {
  const { adjust: words } = stockWords[part.locale];
  const form = {
    name: 'adjust',
    action: `${part.path}/adjust`,
    fields: [
      { kind: 'text', name: 'delta', label: words.delta, hint: words.deltaHint, isRequired: true },
      { kind: 'text', name: 'reason', label: words.reason, hint: words.reasonHint, isRequired: true },
    ],
    button: words.button,
    tone: 'go',
  } as const;
  return html`<section class="card actions">${foldedForm(words.title, form, part)}</section>`;
}
