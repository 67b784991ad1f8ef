import type { WordingLocale } from '../../domain/messages/locale.ts';
import { html, trusted, type Html } from './html.ts';
import { payScript } from './pay-script.ts';
import { payForm, failurePanel, otherWays } from './pay-form.ts';
import { dueCard, orderCard } from './pay-order.ts';
import { stateCard } from './pay-state.ts';
import { payStyle } from './pay-style.ts';
import type { PayView } from './pay-view.ts';
import { payWords, type PayHeading, type PayWords } from './words/words.ts';

/** How to render a page. `nonce` is new for every answer and stands in `payPageHeaders` too. */
export interface PagePart {
  readonly locale: WordingLocale;
  readonly nonce: string;
}

/**
 * The buyer's payment page, a whole HTML document. Price and time are in it; it is complete without scripts. It names nobody:
 * a view has no place for a person.
 */
export function renderPayPage(view: PayView, part: PagePart): string {
  const words = payWords[part.locale];
  const heading = words.headings[headingOf(view)];
  const payable = view.state.kind === 'payable';
  const main = html` <h1>${heading}</h1>
    <p class="number">${words.order} ${view.orderNumber}</p>
    ${noticePanel(view, words)} ${payable && view.failure && failurePanel(view, view.failure, part.locale)}
    ${payable ? dueCard(view, part.locale) : stateCard(view, part.locale)}
    ${payable && payForm(view, part.locale)} ${payable && otherWays(view, part.locale)}
    ${orderCard(view, part.locale)} ${faq(words)}`;
  return page({ ...part, title: `${heading} · ${view.orderNumber}`, shopName: view.shopName, main });
}

/** The page for a link that we did not sign (404): it tells nothing about any order. */
export function renderLinkNotFoundPage(part: PagePart): string {
  const words = payWords[part.locale];
  const main = html` <h1>${words.headings.not_found}</h1>
    <div class="card"><p>${words.notFound}</p></div>`;
  return page({ ...part, title: words.headings.not_found, shopName: undefined, main });
}

function headingOf({ state, payer }: PayView): PayHeading {
  return state.kind === 'payable' && payer === 'friend' ? 'friend' : state.kind;
}

const goodNews: readonly PayView['notice'][] = ['method_changed', 'extended'];

function noticePanel({ notice }: PayView, words: PayWords): Html | undefined {
  if (notice === undefined) return undefined;
  const good = goodNews.includes(notice);
  return html`<div class="card notice${good ? '' : ' bad'}" role="${good ? 'status' : 'alert'}">
    <p>${words.notices[notice]}</p>
  </div>`;
}

function faq(words: PayWords): Html {
  const items = words.faq.map(
    ([question, answer]) =>
      html`<details>
        <summary>${question}</summary>
        <p>${answer}</p>
      </details>`,
  );
  return html`<section class="faq" aria-labelledby="questions">
    <h2 id="questions">${words.questions}</h2>
    ${items}
  </section>`;
}

interface Page extends PagePart {
  readonly title: string;
  readonly shopName: string | undefined;
  readonly main: Html;
}

function page({ locale, nonce, title, shopName, main }: Page): string {
  const other = payWords[locale].otherLanguage;
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <style nonce="${nonce}">
          ${trusted(payStyle)}
        </style>
      </head>
      <body>
        <div class="page">
          <header>
            <strong>${shopName}</strong
            ><a href="?lang=${other.locale}" lang="${other.locale}" hreflang="${other.locale}"
              >${other.name}</a
            >
          </header>
          <main>${main}</main>
        </div>
        <script nonce="${nonce}">
          ${trusted(payScript)};
        </script>
      </body>
    </html> `.markup;
}
