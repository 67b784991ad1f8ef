import type { WordingLocale } from '../../domain/messages/locale.ts';
import { moneyText } from '../../domain/messages/money-text.ts';
import { dateText } from '../../domain/messages/time-text.ts';
import { html, type Html } from '../html.ts';
import { formFields } from './pay-form.ts';
import type { PagePart } from './pay-page.ts';
import type { PayDues, PayDue } from './pay-credit-view.ts';
import type { PayView } from './pay-view.ts';
import { instalmentWords, type InstalmentWords } from './words/instalments.ts';
import { payWords } from './words/words.ts';

/** What is paid back when and how far that is; what is still owed can be paid now, each with one click. */
export function instalmentsCard(view: PayView, part: PagePart): Html | undefined {
  const { dues } = view;
  if (dues === undefined || dues.instalments.length === 0) return undefined;
  const { locale } = part;
  const words = instalmentWords[locale];
  const owed = dues.instalments.reduce((sum, instalment) => sum + instalment.owed, 0);
  const left = moneyText(owed, view.currency, locale);
  return html`<section class="card" id="instalments" aria-labelledby="instalments-title">
    <h2 id="instalments-title">${words.title}</h2>
    <p>${owed === 0 ? words.paidOff : words.owed(left)}</p>
    ${owed > 0 && html`<p class="fine">${dues.isDebited ? words.debited : words.notDebited}</p>`}
    <ol class="dues">
      ${dues.instalments.map((instalment) => entry(view, dues, instalment, part))}
    </ol>
  </section>`;
}

function entry(view: PayView, dues: PayDues, instalment: PayDue, part: PagePart): Html {
  const { locale } = part;
  const words = instalmentWords[locale];
  const { amount, dueOn } = instalment;
  return html`<li class="${instalment.state}">
    <div>
      <strong>${moneyText(amount, view.currency, locale)}</strong>
      <span>${words.dueOn(dateText(dueOn, locale))}</span>
      <span class="state">${stateText(instalment, words, locale)}</span>
    </div>
    ${payNow(view, dues, instalment, part)}
  </li>`;
}

function stateText(
  { state, owed, isUnderWay, wasDeclined, nextTryOn }: PayDue,
  words: InstalmentWords,
  locale: WordingLocale,
): string {
  if (owed > 0 && isUnderWay) return words.underWay;
  if (owed > 0 && wasDeclined && nextTryOn !== undefined) return words.declined(dateText(nextTryOn, locale));
  return owed > 0 && wasDeclined ? words.declinedForGood : words.states[state];
}

/** One form an instalment, so that it works without scripts; the provider's page opens. */
function payNow(
  view: PayView,
  { methods }: PayDues,
  { number, owed, isUnderWay }: PayDue,
  part: PagePart,
): Html | undefined {
  const { instalment: action } = view.actions;
  if (action === undefined || owed === 0 || isUnderWay || methods.length === 0) return undefined;
  const words = instalmentWords[part.locale];
  const { methods: names } = payWords[part.locale];
  return html`<form method="post" action="${action}">
    ${formFields(view, part)}
    <input type="hidden" name="number" value="${number}" />
    <input type="hidden" name="amount" value="${owed}" />
    <label
      >${words.method}
      <select name="method">
        ${methods.map((method) => html`<option value="${method}">${names[method].name}</option>`)}
      </select></label
    >
    <button type="submit">${words.payNow(moneyText(owed, view.currency, part.locale))}</button>
  </form>`;
}
