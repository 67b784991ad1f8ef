import type { WordingLocale } from '../../domain/messages/locale.ts';
import { moneyText } from '../../domain/messages/money-text.ts';
import { instantText } from '../../domain/messages/time-text.ts';
import { html, type Html } from '../html.ts';
import { icon, type IconName } from './icons.ts';
import type { PayState, PayView } from './pay-view.ts';
import { instalmentWords } from './words/instalments.ts';
import { payWords, type PayWords } from './words/words.ts';

/** Where an order stands that can't be paid now: the truth, also when it is no good news (known-failures 4). */
export function stateCard(view: PayView, locale: WordingLocale): Html {
  const { state } = view;
  if (state.kind === 'processing' || state.kind === 'closing' || state.kind === 'busy')
    return waiting(view, state, locale);
  return html`<div class="card result ${state.kind}">
    ${icon(iconOf[state.kind])}
    <div>${sentences(view, locale).map((sentence) => html`<p>${sentence}</p>`)}${onward(state, locale)}</div>
  </div>`;
}

const iconOf: Readonly<Record<PayState['kind'], IconName>> = {
  payable: 'card',
  processing: 'wait',
  closing: 'wait',
  busy: 'wait',
  paid: 'check',
  on_delivery: 'truck',
  closed: 'closed',
};

type Waiting = Exclude<PayState, { kind: 'paid' | 'closed' }>;

/** Looked at again by itself where scripts run, every few seconds where they don't, and by the link. */
function waiting({ timeZone, pausedSince }: PayView, state: Waiting, locale: WordingLocale): Html {
  const words = payWords[locale];
  const isProcessing = state.kind === 'processing';
  const since = isProcessing ? state.since : undefined;
  return html`<div class="card result waiting">
    ${!isProcessing && icon('wait')}
    <div>
      ${isProcessing && progress(locale)}
      <p>${sentenceOf(state, words)}</p>
      ${pausedSince !== undefined && html`<p>${words.paused(instantText(pausedSince, timeZone, locale))}</p>`}
      ${since !== undefined && html`<p class="fine">${words.processingSince(instantText(since, timeZone, locale))}</p>`}
      <p><a class="again" href="?lang=${locale}">${words.refresh}</a></p>
    </div>
  </div>`;
}

function sentenceOf({ kind }: Waiting, words: PayWords): string {
  if (kind === 'processing') return words.processing;
  return kind === 'closing' ? words.closing : words.busy;
}

/** Nobody knows how long a provider takes, so it shows which step it is, not how much of it is over. */
function progress(locale: WordingLocale): Html {
  const [sent, confirming, result] = payWords[locale].processingSteps;
  return html`<ol class="progress">
    <li class="done">${sent}</li>
    <li class="now" aria-current="step">${confirming}</li>
    <li>${result}</li>
  </ol>`;
}

function sentences(view: PayView, locale: WordingLocale): string[] {
  const { state } = view;
  const words = payWords[locale];
  const said = (amount: number) => moneyText(amount, view.currency, locale);
  if (state.kind === 'on_delivery') return [words.onDelivery(said(view.amountDue))];
  if (state.kind === 'paid') return paidSentences(view, state, locale);
  if (state.kind !== 'closed') return [];
  return [closedSentence(view, state, locale), moneySentence(view, state, locale)].filter(
    (sentence) => sentence !== undefined,
  );
}

function paidSentences(
  view: PayView,
  { at, parcel }: Extract<PayState, { kind: 'paid' }>,
  locale: WordingLocale,
): string[] {
  const words = payWords[locale];
  const { amountRefunded, currency } = view;
  const wordsAt = isPaidLater(view) ? words.confirmedAt : words.paidAt;
  return [
    thanks(view, words, locale),
    at === undefined ? undefined : wordsAt(instantText(at, view.timeZone, locale)),
    parcel && (parcel === 'left' ? words.shipped : words.delivered),
    amountRefunded > 0 ? words.refunded(moneyText(amountRefunded, currency, locale)) : undefined,
  ].filter((sentence) => sentence !== undefined);
}

/** What was paid is thanked for; what is still to be paid later is not called paid. */
function thanks(view: PayView, words: PayWords, locale: WordingLocale): string {
  const { payer, financed, total, currency, credit, dues } = view;
  if (total === 0) return words.nothingDue;
  if (!isPaidLater(view)) return words.paidThanks[payer];
  const isDone = credit?.autoDebit !== 'required';
  const later = moneyText(financed, currency, locale);
  return dues && isDone ? instalmentWords[locale].agreed(later) : words.financedThanks(later, isDone);
}

/** Whether something is still to be paid later; a friend is not told of that. */
function isPaidLater({ payer, financed }: PayView): boolean {
  return payer === 'buyer' && financed > 0;
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
  const { amountRefunded, currency } = view;
  const ofInstalments = view.dues?.instalments.reduce((sum, { paid }) => sum + paid, 0) ?? 0;
  const amountPaid = view.amountPaid + ofInstalments;
  if (amountPaid === 0 && amountRefunded === 0) return words.notCharged;
  if (amountRefunded >= amountPaid) return words.refunded(moneyText(amountRefunded, currency, locale));
  return words.onItsWayBack(moneyText(amountPaid - amountRefunded, currency, locale));
}

function onward(state: PayState, locale: WordingLocale): Html | undefined {
  if (state.kind !== 'closed' || state.continueUrl === undefined) return undefined;
  return html`<p><a class="button" href="${state.continueUrl}">${payWords[locale].continueTo}</a></p>`;
}
