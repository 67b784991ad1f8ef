import { documentKindText } from '../../document-kind.ts';
import { html, type Html } from '../../html.ts';
import type { Field } from '../kit/field.ts';
import { foldedForm } from '../kit/form.ts';
import type { CreditReview } from '../rest-shapes.ts';
import { creditReviewsWords } from '../words/credit-reviews.ts';
import type { ReviewPart } from './review-page.ts';

/** Before the id of a document in the name of the field that accepts it. */
export const ACCEPT = 'accept.';

/** The two decisions, each with why, and the documents that are found right on the way. */
export function decisionForms(review: CreditReview, part: ReviewPart): Html {
  const { decide: words } = creditReviewsWords[part.locale];
  const forms = [
    { name: 'approve', title: words.approve, tone: 'go' },
    { name: 'decline', title: words.decline, tone: 'danger' },
  ] as const;
  const fields = fieldsOf(review, part);
  return html`<section class="card actions" aria-labelledby="decide">
    <h2 id="decide">${words.title}</h2>
    ${forms.map(({ name, title, tone }) =>
      foldedForm(title, { name, action: `${part.path}/${name}`, fields, button: title, tone }, part),
    )}
  </section>`;
}

function fieldsOf({ documents }: CreditReview, { locale }: ReviewPart): readonly Field[] {
  const { decide: words } = creditReviewsWords[locale];
  const accepting = documents
    .filter(({ accepted }) => !accepted)
    .map(({ id, kind }): Field => {
      return { kind: 'check', name: `${ACCEPT}${id}`, label: words.accept(documentKindText(kind, locale)) };
    });
  const note: Field = {
    kind: 'long_text',
    name: 'note',
    label: words.note,
    hint: words.noteHint,
    isRequired: true,
  };
  return [...accepting, note];
}
