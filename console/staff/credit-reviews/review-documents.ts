import { sizeText } from '../../size-text.ts';
import { documentKindText } from '../../document-kind.ts';
import { html, type Html } from '../../html.ts';
import { badge } from '../kit/badge.ts';
import type { CreditReview } from '../rest-shapes.ts';
import { creditReviewsWords } from '../words/credit-reviews.ts';
import type { ReviewPart } from './review-page.ts';

/** What the buyer has sent, each to be opened. Its name is encrypted with it, so the list has the kind only. */
export function documentsPart({ documents }: CreditReview, { locale, path }: ReviewPart): Html {
  const { one: words } = creditReviewsWords[locale];
  return html`<section class="card">
    <h2>${words.documents}</h2>
    ${documents.length === 0 && html`<p class="empty">${words.noDocuments}</p>`}
    <ul class="plain">
      ${documents.map(
        ({ id, kind, mediaType, bytes, accepted }) =>
          html`<li>
            <a href="${path}/documents/${id}">${documentKindText(kind, locale)}</a>
            <small>${mediaType}, ${sizeText(bytes, locale)}</small>
            ${accepted && badge(words.accepted, 'good')}
          </li>`,
      )}
    </ul>
    ${documents.length > 0 && html`<p class="fine">${words.copies}</p>`}
  </section>`;
}
