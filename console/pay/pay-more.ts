import type { WordingLocale } from '../../domain/messages/locale.ts';
import { moneyText } from '../../domain/messages/money-text.ts';
import { dateText, instantText } from '../../domain/messages/time-text.ts';
import { html, type Html } from '../html.ts';
import { icon } from './icons.ts';
import { documentsCard } from './pay-documents.ts';
import { formFields } from './pay-form.ts';
import { contactCard, parcelCard } from './pay-parcel.ts';
import { instalmentsCard } from './pay-instalments.ts';
import type { PagePart } from './pay-page.ts';
import type { PayCredit, PayInstalment, PayOffer } from './pay-credit-view.ts';
import type { PayView } from './pay-view.ts';
import { payWords } from './words/words.ts';

/** What an order has besides its price: an application and the ways on after it, when it comes, what the buyer gets for it. To the buyer alone. */
export function moreCards(view: PayView, part: PagePart): readonly Html[] {
  const { payer, credit, state } = view;
  const { locale } = part;
  const applied = credit?.state === 'withdrawn' ? undefined : credit;
  const isPromised = state.kind === 'on_delivery' || (state.kind === 'paid' && state.parcel !== 'arrived');
  const promise = isPromised ? promiseCard(view, locale) : undefined;
  const forBuyer =
    payer === 'friend'
      ? []
      : [
          parcelCard(view, part),
          contactCard(view, part),
          applied && creditCard(view, applied, locale),
          instalmentsCard(view, part),
          offersCard(view, part),
          documentsCard(view, part),
          rewardsCard(view, locale),
        ];
  return [promise, ...forBuyer].filter((card) => card !== undefined);
}

function promiseCard({ promise }: PayView, locale: WordingLocale): Html | undefined {
  if (promise === undefined) return undefined;
  const [shipsOn, arrivesOn] = [dateText(promise.shipsOn, locale), dateText(promise.arrivesOn, locale)];
  return html`<div class="card result">
    ${icon('truck')}
    <p>${payWords[locale].promise(shipsOn, arrivesOn)}</p>
  </div>`;
}

function creditCard(view: PayView, credit: PayCredit, locale: WordingLocale): Html {
  const words = payWords[locale].credit;
  const { decision, progress, expectedBy, autoDebit, plan } = credit;
  const isOpen = decision === undefined;
  return html`<section class="card" aria-labelledby="credit">
    <h2 id="credit">${words.title}</h2>
    ${isOpen && html`<progress aria-label="${words.progress}" max="100" value="${Math.round(progress * 100)}"></progress>`}
    ${whereItStands(credit, locale)}
    ${isOpen && expectedBy !== undefined && html`<p class="fine">${words.expectedBy(instantText(expectedBy, view.timeZone, locale))}</p>`}
    ${autoDebit !== undefined && html`<p>${words.autoDebit[autoDebit]}</p>`}
    ${decision !== 'declined' && view.dues === undefined && planList(view, plan, locale)}
  </section>`;
}

/** The state and the reasons; a person's review says both in one. */
function whereItStands({ state, decision, reasons }: PayCredit, locale: WordingLocale): Html {
  const words = payWords[locale].credit;
  const said = reasons.map((reason) => reason[locale]);
  const stands = decision === undefined ? words.states[state] : words[decision];
  const sentences = state === 'manual_review' && said.length > 0 ? said : [stands, ...said];
  return html`${sentences.map((sentence) => html`<p>${sentence}</p>`)}`;
}

/** What is paid later, folded: when, and how much. */
function planList(
  { currency }: PayView,
  plan: readonly PayInstalment[],
  locale: WordingLocale,
): Html | undefined {
  if (plan.length === 0) return undefined;
  const { plan: words } = payWords[locale].credit;
  const rows = plan.map(
    ({ amount, dueOn }) =>
      html`<tr>
        <th scope="row">${dateText(dueOn, locale)}</th>
        <td>${moneyText(amount, currency, locale)}</td>
      </tr>`,
  );
  return html`<details>
    <summary>${words}</summary>
    <table aria-label="${words}">
      <tbody>
        ${rows}
      </tbody>
    </table>
  </details>`;
}

function offersCard(view: PayView, part: PagePart): Html | undefined {
  const { offers } = view;
  if (offers.length === 0) return undefined;
  const { locale } = part;
  const items = offers.map(
    (offer) =>
      html`<li>
        ${offerForm(view, offer, part) ?? offer.title[locale]}${planList(view, offer.plan, locale)}
      </li>`,
  );
  return html`<section class="card" aria-labelledby="offers">
    <h2 id="offers">${payWords[locale].credit.offers}</h2>
    <ul class="offers">
      ${items}
    </ul>
  </section>`;
}

/** One click. Documents have a form of their own below, to which this leads. */
function offerForm(view: PayView, { id, kind, title }: PayOffer, part: PagePart): Html | undefined {
  const { actions } = view;
  const label = title[part.locale];
  if (kind === 'documents')
    return actions.documents === undefined
      ? undefined
      : html`<a class="button" href="#documents">${label}</a>`;
  if (actions.offer === undefined) return undefined;
  return html`<form method="post" action="${actions.offer}">
    ${formFields(view, part)}
    <input type="hidden" name="offer" value="${id}" />
    <button type="submit">${label}</button>
  </form>`;
}

function rewardsCard({ rewards, timeZone }: PayView, locale: WordingLocale): Html | undefined {
  if (rewards.length === 0) return undefined;
  const words = payWords[locale];
  const items = rewards.map(({ title, details, validUntil }) => {
    const until = validUntil === undefined ? [] : [words.until(instantText(validUntil, timeZone, locale))];
    const more = [...details.map((detail) => detail[locale]), ...until];
    return html`<li>${title[locale]}${more.map((line) => html` <small>${line}</small>`)}</li>`;
  });
  return html`<section class="card" aria-labelledby="rewards">
    <h2 id="rewards">${words.rewards}</h2>
    <ul class="rewards">
      ${items}
    </ul>
  </section>`;
}
