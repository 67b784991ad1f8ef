import type { WordingLocale } from '../../domain/messages/locale.ts';
import { dateText, instantText } from '../../domain/messages/time-text.ts';
import { html, type Html } from './html.ts';
import { icon } from './icons.ts';
import type { PayCredit, PayView } from './pay-view.ts';
import { payWords } from './words/words.ts';

/** What an order has besides its price: an application and the ways on after it, when it comes, what the buyer gets for it. To the buyer alone. */
export function moreCards(view: PayView, locale: WordingLocale): readonly Html[] {
  const { payer, credit, state } = view;
  const promise =
    state.kind === 'paid' || state.kind === 'on_delivery' ? promiseCard(view, locale) : undefined;
  const forBuyer =
    payer === 'friend'
      ? []
      : [credit && creditCard(view, credit, locale), offersCard(view, locale), rewardsCard(view, locale)];
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

function offersCard({ offers }: PayView, locale: WordingLocale): Html | undefined {
  if (offers.length === 0) return undefined;
  return html`<section class="card" aria-labelledby="offers">
    <h2 id="offers">${payWords[locale].credit.offers}</h2>
    <ul>
      ${offers.map(({ title }) => html`<li>${title}</li>`)}
    </ul>
  </section>`;
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
