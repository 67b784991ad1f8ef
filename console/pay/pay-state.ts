import type { WordingLocale } from '../../domain/messages/locale.ts';
import { moneyText } from '../../domain/messages/money-text.ts';
import { dateText, instantText } from '../../domain/messages/time-text.ts';
import { html, type Html } from './html.ts';
import type { PayState, PayView } from './pay-view.ts';
import { payWords } from './words/words.ts';

/** Where an order stands that can't be paid now: the truth, also when it is no good news (known-failures 4). */
export function stateCard(view: PayView, locale: WordingLocale): Html {
  const { state } = view;
  if (state.kind === 'processing' || state.kind === 'closing')
    return waiting(payWords[locale][state.kind], locale);
  return html`<div class="card">
    ${sentences(view, locale).map((sentence) => html`<p>${sentence}</p>`)}${onward(state, locale)}
  </div>`;
}

/** Looked at again by itself where scripts run, by the link where they don't. */
function waiting(sentence: string, locale: WordingLocale): Html {
  return html`<div class="card" role="status" data-waiting>
    <p>${sentence}</p>
    <p><a class="again" href="?lang=${locale}">${payWords[locale].refresh}</a></p>
  </div>`;
}

function sentences(view: PayView, locale: WordingLocale): string[] {
  const { state } = view;
  const words = payWords[locale];
  const said = (amount: number) => moneyText(amount, view.currency, locale);
  if (state.kind === 'on_delivery') return [words.onDelivery(said(view.amountDue))];
  if (state.kind === 'paid') return paidSentences(view, state.at, locale);
  if (state.kind !== 'closed') return [];
  return [closedSentence(view, state, locale), moneySentence(view, state, locale)].filter(
    (sentence) => sentence !== undefined,
  );
}

function paidSentences(view: PayView, at: string | undefined, locale: WordingLocale): string[] {
  const words = payWords[locale];
  const { promise, amountRefunded, currency, payer } = view;
  return [
    words.paidThanks[payer],
    at === undefined ? undefined : words.paidAt(instantText(at, view.timeZone, locale)),
    promise && words.promise(dateText(promise.shipsOn, locale), dateText(promise.arrivesOn, locale)),
    amountRefunded > 0 ? words.refunded(moneyText(amountRefunded, currency, locale)) : undefined,
  ].filter((sentence) => sentence !== undefined);
}

type Closed = Extract<PayState, { kind: 'closed' }>;

function closedSentence(view: PayView, { as, reason }: Closed, locale: WordingLocale): string | undefined {
  const words = payWords[locale];
  if (as === 'expired')
    return words.expired(
      view.deadline === null ? undefined : instantText(view.deadline, view.timeZone, locale),
    );
  return words.closedReasons[reason ?? as];
}

/** What became of the money; nothing where it went with the goods to another order. */
function moneySentence(view: PayView, { as, reason }: Closed, locale: WordingLocale): string | undefined {
  const words = payWords[locale];
  if (as === 'merged' || reason === 'superseded') return undefined;
  const { amountPaid, amountRefunded, currency } = view;
  if (amountPaid === 0 && amountRefunded === 0) return words.notCharged;
  if (amountRefunded >= amountPaid) return words.refunded(moneyText(amountRefunded, currency, locale));
  return words.onItsWayBack(moneyText(amountPaid - amountRefunded, currency, locale));
}

function onward(state: PayState, locale: WordingLocale): Html | undefined {
  if (state.kind !== 'closed' || state.continueUrl === undefined) return undefined;
  return html`<p><a class="again" href="${state.continueUrl}">${payWords[locale].continueTo}</a></p>`;
}
