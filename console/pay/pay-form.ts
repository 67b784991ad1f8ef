import type { WordingLocale } from '../../domain/messages/locale.ts';
import { moneyText } from '../../domain/messages/money-text.ts';
import type { PaymentMethod } from '../../domain/order/order.ts';
import { helpText, possibleHelp, type Advice, type FailureHelp } from '../../domain/payment/failure-help.ts';
import { html, type Html } from '../html.ts';
import { icon, methodIcons } from './icons.ts';
import type { PagePart } from './pay-page.ts';
import type { PayView } from './pay-view.ts';
import { payWords } from './words/words.ts';

/**
 * What every form sends: `key` is new with every page, so that the same form sent twice asks once; `revision` says which order the
 * visitor saw; `lang` is what he reads.
 */
export function formFields({ revision }: PayView, { locale, formKey }: PagePart): Html {
  return html`<input type="hidden" name="key" value="${formKey}" />
    <input type="hidden" name="revision" value="${revision}" />
    <input type="hidden" name="lang" value="${locale}" />`;
}

/** The one form: choose, press, and the provider's page opens. */
export function payForm(view: PayView, part: PagePart): Html | undefined {
  const { pay, method } = view.actions;
  if (pay === undefined) return undefined;
  const words = payWords[part.locale];
  const atTheDoor = view.methods.includes('cash_on_delivery');
  return html`<form class="card pay" method="post" action="${pay}" id="pay">
    ${formFields(view, part)}
    <input type="hidden" name="amount" value="${view.amountDue}" />
    <fieldset class="methods">
      <legend>${words.method}</legend>
      ${view.methods.map((choice) => methodChoice(choice, view, part.locale))}
    </fieldset>
    <div class="bar">
      <button class="go" type="submit">
        <span class="now">${words.pay(moneyText(view.amountDue, view.currency, part.locale))}</span>
        ${atTheDoor && html`<span class="at-the-door">${words.confirmDelivery}</span>`}
      </button>
    </div>
    <p class="fine now">${words.afterPay}</p>
    ${method !== undefined && html`<button class="plain" type="submit" formaction="${method}">${words.saveMethod}</button>`}
  </form>`;
}

function methodChoice(choice: PaymentMethod, view: PayView, locale: WordingLocale): Html {
  const { name, hint } = payWords[locale].methods[choice];
  const checked = choice === view.method ? html` checked` : undefined;
  const more = hint === undefined ? undefined : html`<small>${hint}</small>`;
  return html`<label class="choice" id="method-${choice}"
    ><input
      type="radio"
      name="method"
      value="${choice}"
      required${checked}
    />${icon(methodIcons[choice])}<span>${name}${more}</span></label
  >`;
}

/** Why it failed and what helps, of that only what this order can do, each a step from doing it. */
export function failurePanel(view: PayView, failure: FailureHelp, locale: WordingLocale): Html {
  const words = payWords[locale];
  const help = possibleHelp(failure, (advice) => canDo[advice](view));
  const { what, advice: sentences } = helpText(help, locale);
  const items = help.advice.map(
    (advice, index) => html`<li><a href="${placeOf[advice]}">${sentences[index]}</a></li>`,
  );
  return html`<section class="card failure" role="alert" aria-labelledby="helps">
    <p>${what}</p>
    <h2 id="helps">${words.whatHelps}</h2>
    <ul class="steps">
      ${items}
    </ul>
  </section>`;
}

const placeOf: Readonly<Record<Advice, string>> = {
  retry: '#pay',
  another_method: '#pay',
  friend: '#friend',
  more_time: '#extend',
  instalments: '#method-instalments',
  bank_transfer: '#method-bank_transfer',
  split: '#method-bank_transfer',
};

const canDo: Readonly<Record<Advice, (view: PayView) => boolean>> = {
  retry: () => true,
  another_method: ({ methods }) => methods.length > 1,
  friend: ({ friendUrl }) => friendUrl !== undefined,
  more_time: ({ actions }) => actions.extend !== undefined,
  instalments: ({ methods }) => methods.includes('instalments'),
  bank_transfer: ({ methods }) => methods.includes('bank_transfer'),
  // Transfers may come in parts; a provider's session is for the whole amount.
  split: ({ methods }) => methods.includes('bank_transfer'),
};
