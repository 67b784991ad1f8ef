import type { WordingLocale } from '../../domain/messages/locale.ts';
import { moneyText } from '../../domain/messages/money-text.ts';
import { instantText, timeLeftText, timeWords } from '../../domain/messages/time-text.ts';
import { html, type Html } from '../html.ts';
import type { PayView } from './pay-view.ts';
import { payWords } from './words/words.ts';

/** What is to be paid, and until when. The time left is in the HTML; a script keeps it current. */
export function dueCard(view: PayView, locale: WordingLocale): Html {
  const words = payWords[locale];
  return html`<section class="card due" aria-labelledby="due">
    <h2 class="label" id="due">${words.due}</h2>
    <p class="amount">${moneyText(view.amountDue, view.currency, locale)}</p>
    ${view.deadline !== null && timeLeft(view, view.deadline, locale)}
    ${view.pausedSince !== undefined && html`<p class="fine paused">${words.paused(instantText(view.pausedSince, view.timeZone, locale))}</p>`}
  </section>`;
}

function timeLeft({ now, timeZone }: PayView, deadline: string, locale: WordingLocale): Html {
  const words = payWords[locale];
  const units = timeWords[locale];
  return html`<p class="left">
      <span class="label" id="left">${words.timeLeft}</span>
      <time
        role="timer"
        aria-labelledby="left"
        datetime="${deadline}"
        data-deadline="${deadline}"
        data-now="${now}"
        data-day="${units.day}"
        data-hour="${units.hour}"
        data-minute="${units.minute}"
        data-under="${units.underAMinute}"
        >${timeLeftText(now, deadline, locale)}</time
      >
    </p>
    <p class="fine">${words.payBefore(instantText(deadline, timeZone, locale))}</p>`;
}

/** The goods, and how the price comes together. */
export function orderCard(view: PayView, locale: WordingLocale): Html {
  const words = payWords[locale];
  return html`<section class="card" aria-labelledby="summary">
    <h2 id="summary">${words.summary}</h2>
    <table aria-labelledby="summary">
      <tbody>
        ${view.lines.map((line) => lineRow(line, view.currency, locale))}
      </tbody>
      <tfoot>
        ${partRows(view, locale)}
      </tfoot>
    </table>
  </section>`;
}

function lineRow(
  { name, quantity, unitPrice }: PayView['lines'][number],
  currency: string,
  locale: WordingLocale,
): Html {
  const amount = moneyText(unitPrice * quantity, currency, locale);
  return html`<tr>
    <th scope="row">${name} <span class="times">× ${quantity}</span></th>
    <td>${amount}</td>
  </tr>`;
}

function partRows(view: PayView, locale: WordingLocale): Html[] {
  const { parts } = payWords[locale];
  const rows = [
    [parts.goods, view.goods, true],
    [parts.discount, -view.discount, view.discount > 0],
    [parts.shipping, view.shippingFee, true],
    [parts.total, view.total, true],
    [parts.financed, view.financed, view.financed > 0],
    [parts.paid, view.amountPaid, view.amountPaid > 0],
    [parts.refunded, view.amountRefunded, view.amountRefunded > 0],
    [parts.due, view.amountDue, view.state.kind === 'payable' && view.amountDue !== view.total],
  ] as const;
  const strong: readonly string[] = [parts.total, parts.due];
  return rows
    .filter(([, , shown]) => shown)
    .map(([label, amount]) => {
      const kind = strong.includes(label) ? html` class="sum"` : undefined;
      return html`<tr${kind}><th scope="row">${label}</th><td>${moneyText(amount, view.currency, locale)}</td></tr>`;
    });
}
