import { html, type Html } from '../../html.ts';
import { facts } from '../kit/facts.ts';
import type { FormPart } from '../kit/form.ts';
import { priceText } from '../kit/money.ts';
import { when } from '../kit/when.ts';
import { customerHref, orderHref } from '../orders/orders-table.ts';
import type { Reader } from '../reader.ts';
import type { CreditReview } from '../rest-shapes.ts';
import { codeText } from '../words/codes.ts';
import { creditReviewsWords } from '../words/credit-reviews.ts';
import { reviewBadge } from './review-badge.ts';
import { decisionForms } from './review-decision.ts';
import { documentsPart } from './review-documents.ts';
import { scorecardPart } from './review-scorecard.ts';
import { productText } from './reviews-page.ts';

export interface ReviewPart extends FormPart, Reader {
  readonly path: string;
}

/** One application that lies with a person: all there is to decide it on, and the decision. */
export function reviewPage(review: CreditReview, part: ReviewPart): Html {
  const { one: words } = creditReviewsWords[part.locale];
  return html`<div class="head">
      <h1>${words.title(review.orderId)}</h1>
      <p>${reviewBadge(review.state, part.locale)}</p>
    </div>
    <div class="columns">
      <div>${resultPart(review, part)} ${requestPart(review, part)}</div>
      <div>
        ${scorecardPart(review, part)} ${documentsPart(review, part)}
        ${review.state === 'open' && decisionForms(review, part)}
      </div>
    </div>`;
}

function requestPart(review: CreditReview, part: ReviewPart): Html {
  const { locale } = part;
  const { columns, one: words } = creditReviewsWords[locale];
  const { orderId, customerId, amount, reason, openedAt, applicationState } = review;
  return html`<section class="card">
    <h2>${words.request}</h2>
    ${facts([
      [columns.amount, html`<strong>${priceText(amount, locale)}</strong>`],
      [columns.product, productText(review, locale)],
      [columns.buyer, html`<a href="${customerHref(customerId)}">${customerId}</a>`],
      [columns.order, html`<a href="${orderHref(orderId)}">${orderId}</a>`],
      [columns.why, codeText(reason, locale)],
      [columns.opened, when(openedAt, part)],
      [words.application, codeText(applicationState, locale)],
    ])}
  </section>`;
}

/** What became of it; undefined while it waits. */
function resultPart(review: CreditReview, part: ReviewPart): Html | undefined {
  const { state, decision, counted, note, decidedAt } = review;
  const { one: words, decisions } = creditReviewsWords[part.locale];
  if (state === 'open') return undefined;
  return html`<section class="card">
    ${state === 'withdrawn' ? html`<p>${words.withdrawn}</p>` : html`<h2>${words.result}</h2>`}
    ${facts([
      [words.decision, decision && html`<strong>${decisions[decision]}</strong>`],
      [words.counted, counted !== undefined && codeText(counted ? 'yes' : 'no', part.locale)],
      [words.note, note !== undefined && html`<span class="letter">${note}</span>`],
      [words.at, decidedAt !== undefined && when(decidedAt, part)],
    ])}
    <p><a href="/console/credit-reviews">${words.toList}</a></p>
  </section>`;
}
