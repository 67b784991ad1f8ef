import type { WordingLocale } from '../../domain/messages/locale.ts';
import { dateText, instantText } from '../../domain/messages/time-text.ts';
import { html, type Html } from './html.ts';
import { icon } from './icons.ts';
import { documentsCard } from './pay-documents.ts';
import { formFields } from './pay-form.ts';
import { contactCard, parcelCard } from './pay-parcel.ts';
import type { PagePart } from './pay-page.ts';
import type { PayCredit, PayOffer, PayView } from './pay-view.ts';
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

function creditCard({ timeZone }: PayView, credit: PayCredit, locale: WordingLocale): Html {
  const words = payWords[locale].credit;
  const { state, decision, progress, expectedBy, reasons = [] } = credit;
  const isOpen = decision === undefined;
  return html`<section class="card" aria-labelledby="credit">
    <h2 id="credit">${words.title}</h2>
    ${isOpen && html`<progress aria-label="${words.progress}" max="100" value="${Math.round(progress * 100)}"></progress>`}
    <p>${decision === undefined ? words.states[state] : words[decision]}</p>
    ${isOpen && expectedBy !== undefined && html`<p class="fine">${words.expectedBy(instantText(expectedBy, timeZone, locale))}</p>`}
    ${
      reasons.length > 0 &&
      html`<ul>
        ${reasons.map((reason) => html`<li>${reason}</li>`)}
      </ul>`
    }
  </section>`;
}

function offersCard(view: PayView, part: PagePart): Html | undefined {
  const { offers } = view;
  if (offers.length === 0) return undefined;
  return html`<section class="card" aria-labelledby="offers">
    <h2 id="offers">${payWords[part.locale].credit.offers}</h2>
    <ul class="offers">
      ${offers.map((offer) => html`<li>${offerForm(view, offer, part) ?? offer.title}</li>`)}
    </ul>
  </section>`;
}

/** One click. Documents have a form of their own below, to which this leads. */
function offerForm(view: PayView, { id, kind, title }: PayOffer, part: PagePart): Html | undefined {
  const { actions } = view;
  if (kind === 'documents')
    return actions.documents === undefined
      ? undefined
      : html`<a class="button" href="#documents">${title}</a>`;
  if (actions.offer === undefined) return undefined;
  return html`<form method="post" action="${actions.offer}">
    ${formFields(view, part)}
    <input type="hidden" name="offer" value="${id}" />
    <button type="submit">${title}</button>
  </form>`;
}

function rewardsCard({ rewards, timeZone }: PayView, locale: WordingLocale): Html | undefined {
  if (rewards.length === 0) return undefined;
  const words = payWords[locale];
  const items = rewards.map(({ title, expiresAt }) => {
    const until = expiresAt === undefined ? undefined : words.until(instantText(expiresAt, timeZone, locale));
    return html`<li>${title}${until !== undefined && html` <small>${until}</small>`}</li>`;
  });
  return html`<section class="card" aria-labelledby="rewards">
    <h2 id="rewards">${words.rewards}</h2>
    <ul>
      ${items}
    </ul>
  </section>`;
}
