import type { WordingLocale } from '../../domain/messages/locale.ts';
import { moneyText } from '../../domain/messages/money-text.ts';
import { html, type Html } from '../html.ts';
import type { PayTransfer, PayView } from './pay-view.ts';
import { payWords } from './words/words.ts';

/** What a buyer types into his bank's form: the reference first, since the money is found by it alone. */
export function transferCard(view: PayView, transfer: PayTransfer, locale: WordingLocale): Html {
  const { transfer: words } = payWords[locale];
  const rows = [
    [words.reference, transfer.reference],
    [words.amount, moneyText(view.amountDue, view.currency, locale)],
    [words.holder, transfer.holder],
    [words.account, transfer.account],
    [words.bank, transfer.bank],
  ] as const;
  return html`<section class="card" id="transfer" aria-labelledby="how-to-transfer">
    <h2 id="how-to-transfer">${words.title}</h2>
    <p>${words.how}</p>
    <table aria-labelledby="how-to-transfer">
      <tbody>
        ${rows.flatMap(([label, value]) =>
          value === undefined
            ? []
            : [
                html`<tr>
                  <th scope="row">${label}</th>
                  <td>${value}</td>
                </tr>`,
              ],
        )}
      </tbody>
    </table>
  </section>`;
}
