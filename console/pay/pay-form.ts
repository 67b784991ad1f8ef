import type { WordingLocale } from '../../domain/messages/locale.ts';
import { moneyText } from '../../domain/messages/money-text.ts';
import type { PaymentMethod } from '../../domain/order/order.ts';
import { helpText, possibleHelp, type Advice, type FailureHelp } from '../../domain/payment/failure-help.ts';
import { html, type Html } from './html.ts';
import type { PayView } from './pay-view.ts';
import { payWords } from './words/words.ts';

/** The one form: choose, press, and the provider's page opens. */
export function payForm(view: PayView, locale: WordingLocale): Html | undefined {
  const { pay, method } = view.actions;
  if (pay === undefined) return undefined;
  const words = payWords[locale];
  return html`<form class="card" method="post" action="${pay}" id="pay">
    <input type="hidden" name="revision" value="${view.revision}" />
    <input type="hidden" name="amount" value="${view.amountDue}" />
    <input type="hidden" name="lang" value="${locale}" />
    <fieldset>
      <legend>${words.method}</legend>
      ${view.methods.map((choice) => methodChoice(choice, view, locale))}
    </fieldset>
    <button class="go" type="submit">${words.pay(moneyText(view.amountDue, view.currency, locale))}</button>
    <p class="fine">${words.afterPay}</p>
    ${method !== undefined && html`<button class="plain" type="submit" formaction="${method}">${words.saveMethod}</button>`}
  </form>`;
}

function methodChoice(choice: PaymentMethod, view: PayView, locale: WordingLocale): Html {
  const { name, hint } = payWords[locale].methods[choice];
  const checked = choice === view.method ? html` checked` : undefined;
  const more = hint === undefined ? undefined : html`<small>${hint}</small>`;
  return html`<label class="method"
    ><input type="radio" name="method" value="${choice}" required${checked} /><span
      >${name}${more}</span
    ></label
  >`;
}

/** What to do besides paying oneself and now. */
export function otherWays(view: PayView, locale: WordingLocale): Html | undefined {
  const { friend, extend } = view.actions;
  if (friend === undefined && extend === undefined) return undefined;
  const words = payWords[locale];
  return html`<section class="card" id="other-ways" aria-labelledby="ways">
    <h2 id="ways">${words.moreWays}</h2>
    ${friend !== undefined && oneButton(friend, words.friend, locale)}
    ${extend !== undefined && oneButton(extend, words.extend, locale)}
  </section>`;
}

function oneButton(action: string, label: string, locale: WordingLocale): Html {
  return html`<form method="post" action="${action}">
    <input type="hidden" name="lang" value="${locale}" /><button type="submit">${label}</button>
  </form>`;
}

/** Why it failed and what helps, of that only what this order can do, each a step from doing it. */
export function failurePanel(view: PayView, failure: FailureHelp, locale: WordingLocale): Html {
  const words = payWords[locale];
  const help = possibleHelp(failure, (advice) => canDo[advice](view));
  const { what, advice: sentences } = helpText(help, locale);
  const items = help.advice.map(
    (advice, index) => html`<li><a href="${placeOf(advice)}">${sentences[index]}</a></li>`,
  );
  return html`<section class="card failure" role="alert" aria-labelledby="failed">
    <h2 id="failed">${words.failed}</h2>
    <p>${what} ${words.whatHelps}</p>
    <ul>
      ${items}
    </ul>
  </section>`;
}

function placeOf(advice: Advice): string {
  return advice === 'friend' || advice === 'more_time' ? '#other-ways' : '#pay';
}

const canDo: Readonly<Record<Advice, (view: PayView) => boolean>> = {
  retry: () => true,
  another_method: ({ methods }) => methods.length > 1,
  friend: ({ actions }) => actions.friend !== undefined,
  more_time: ({ actions }) => actions.extend !== undefined,
  instalments: ({ methods }) => methods.includes('instalments'),
  bank_transfer: ({ methods }) => methods.includes('bank_transfer'),
  // Transfers may come in parts; a provider's session is for the whole amount.
  split: ({ methods }) => methods.includes('bank_transfer'),
};
