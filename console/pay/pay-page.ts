import { createHash } from 'node:crypto';
import type { WordingLocale } from '../../domain/messages/locale.ts';
import { documentOf } from './document.ts';
import { html, type Html } from '../html.ts';
import { failurePanel, payForm } from './pay-form.ts';
import { moreCards } from './pay-more.ts';
import { dueCard, orderCard } from './pay-order.ts';
import { stateCard } from './pay-state.ts';
import { goodNotices, plainNotices, type PayNotice } from './pay-notices.ts';
import type { PayState, PayView } from './pay-view.ts';
import { otherWays } from './pay-ways.ts';
import { transferCard } from './pay-transfer.ts';
import { payWords, type PayHeading, type PayWords } from './words/words.ts';

/** How to render a page. */
export interface PagePart {
  readonly locale: WordingLocale;
  /** New for every page: what its forms ask is asked once, however often they are sent. */
  readonly formKey: string;
}

/** States that pass by themselves. */
const awaited: readonly PayState['kind'][] = ['processing', 'closing', 'busy'];

/** How often a browser without scripts looks again while a result is awaited. */
const LOOK_AGAIN_SECONDS = 5;

/**
 * The buyer's payment page, a whole HTML document. Price and time are in it; it is complete without scripts. It names nobody:
 * a view has no place for a person.
 */
export function renderPayPage(view: PayView, part: PagePart): string {
  const words = payWords[part.locale];
  const heading = words.headings[headingOf(view)];
  const awaits = awaited.includes(view.state.kind);
  return documentOf({
    locale: part.locale,
    title: `${heading} · ${view.orderNumber}`,
    shopName: view.shopName,
    languages: true,
    lookAgain: awaits || view.notice === 'returned' ? LOOK_AGAIN_SECONDS : undefined,
    main: mainOf(view, part, heading),
  });
}

/** The page for a link that we did not sign (404): it tells nothing about any order. */
export function renderLinkNotFoundPage(part: Pick<PagePart, 'locale'>): string {
  const { headings, notFound } = payWords[part.locale];
  return plainPage(part, headings.not_found, notFound);
}

/** The page in place of one that can't be shown: one sentence, nothing internal. */
export function renderTroublePage(part: Pick<PagePart, 'locale'>): string {
  const { headings, trouble } = payWords[part.locale];
  return plainPage(part, headings.trouble, trouble);
}

function plainPage({ locale }: Pick<PagePart, 'locale'>, title: string, sentence: string): string {
  const main = html`<main id="content" tabindex="-1" class="narrow">
    <h1>${title}</h1>
    <div class="card"><p>${sentence}</p></div>
  </main>`;
  return documentOf({ locale, title, languages: false, main });
}

function mainOf(view: PayView, part: PagePart, heading: string): Html {
  const words = payWords[part.locale];
  const { state, actions, version, failure } = view;
  const payable = state.kind === 'payable';
  const unpaid = payable || state.kind === 'on_delivery';
  const live = actions.events === undefined ? undefined : html` data-events="${actions.events}"`;
  return html`<main
    id="content"
    tabindex="-1"
    data-state="${state.kind}"
    ${awaited.includes(state.kind) && html` data-awaits`}
    data-face="${faceOf(view, part)}"
    data-version="${version}"
    data-updated="${words.updated}"
    ${live}
  >
    <div class="head">
      <h1 tabindex="-1">${heading}</h1>
      <p class="number">${words.order} ${view.orderNumber}</p>
      ${meanwhile(words, part.locale)} ${noticePanel(view, words)}
      ${payable && failure && failurePanel(view, failure, part.locale)}
    </div>
    <div class="left-column">
      ${payable ? dueCard(view, part.locale) : !isAssessed(view) && stateCard(view, part.locale)}
      ${moreCards(view, part)} ${payable && view.transfer && transferCard(view, view.transfer, part.locale)}
      ${payable ? payForm(view, part) : unpaid && payNowInstead(view, part)}
      ${unpaid && otherWays(view, part)}
    </div>
    <div class="right-column">${orderCard(view, part.locale)} ${faq(words)}</div>
  </main>`;
}

/** What the page shows, but for the passing of time: where it is the same there is nothing to bring up to date. */
function faceOf(view: PayView, { locale }: PagePart): string {
  const { now: _now, notice: _notice, version: _version, shortages: _shortages, ...shown } = view;
  return createHash('sha256')
    .update(JSON.stringify([locale, shown]))
    .digest('base64url')
    .slice(0, 12);
}

function headingOf(view: PayView): PayHeading {
  const { state, payer, failure, financed } = view;
  if (isAssessed(view)) return 'assessing';
  if (state.kind === 'paid' && financed > 0 && payer === 'buyer') return 'financed';
  if (state.kind !== 'payable') return state.kind;
  if (failure) return 'failed';
  return payer === 'friend' ? 'friend' : 'payable';
}

/** Whether what is under way is an application: its card says how far it is. */
function isAssessed({ state, credit }: PayView): boolean {
  return state.kind === 'processing' && credit !== undefined && credit.decision === undefined;
}

/** Cash on delivery can be paid in advance after all. */
function payNowInstead(view: PayView, part: PagePart): Html | undefined {
  const form = payForm(view, part);
  if (form === undefined) return undefined;
  return html`<details class="card">
    <summary>${payWords[part.locale].payNowInstead}</summary>
    ${form}
  </details>`;
}

/** Shown by the script when the order has changed while something is being filled in. */
function meanwhile(words: PayWords, locale: WordingLocale): Html {
  return html`<div class="card notice plain" data-meanwhile hidden>
    <p>${words.changedMeanwhile} <a href="?lang=${locale}">${words.showChange}</a></p>
  </div>`;
}

const good: readonly PayNotice[] = goodNotices;
const plain: readonly PayNotice[] = plainNotices;

function noticePanel({ notice, shortages = [] }: PayView, words: PayWords): Html | undefined {
  if (notice === undefined) return undefined;
  const tone = good.includes(notice) ? 'good' : plain.includes(notice) ? 'plain' : 'bad';
  return html`<div
    class="card notice ${tone}"
    role="${tone === 'bad' ? 'alert' : 'status'}"
    tabindex="-1"
    data-notice
  >
    <p>${words.notices[notice]}</p>
    ${shortages.map(({ name, most }) => html`<p>${words.atMost(name, most)}</p>`)}
  </div>`;
}

function faq(words: PayWords): Html {
  const items = words.faq.map(
    ([question, answer], index) =>
      html`<details id="question-${index}">
        <summary>${question}</summary>
        <p>${answer}</p>
      </details>`,
  );
  return html`<section class="faq" aria-labelledby="questions">
    <h2 id="questions">${words.questions}</h2>
    ${items}
  </section>`;
}
