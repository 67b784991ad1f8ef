import { reviewStates } from '../../../domain/credit/application.ts';
import type { WordingLocale } from '../../../domain/messages/locale.ts';
import { html, type Html } from '../../html.ts';
import { anyOf } from '../kit/filters.ts';
import { listPage, type Listed } from '../kit/list-page.ts';
import { priceText } from '../kit/money.ts';
import { table } from '../kit/table.ts';
import { whenShort } from '../kit/when.ts';
import { customerHref } from '../orders/orders-table.ts';
import type { Reader } from '../reader.ts';
import type { CreditReview } from '../rest-shapes.ts';
import { codeText } from '../words/codes.ts';
import { creditReviewsWords } from '../words/credit-reviews.ts';
import { reviewBadge } from './review-badge.ts';

/** Applications that lie, or lay, with a person, each leading to its page. */
export function reviewsPage(list: Listed<CreditReview>, reader: Reader): Html {
  const { locale } = reader;
  const words = creditReviewsWords[locale];
  const states = reviewStates.map((value) => ({ value, text: words.states[value] }));
  return listPage(
    list,
    {
      words,
      path: '/console/credit-reviews',
      fields: [
        { kind: 'choice', name: 'state', label: words.filters.state, choices: anyOf(states, locale) },
        { kind: 'text', name: 'orderId', label: words.filters.orderId },
      ],
      shown: reviewsTable(list.entries, reader),
    },
    reader,
  );
}

function reviewsTable(rows: readonly CreditReview[], reader: Reader): Html {
  const { locale } = reader;
  const { columns, caption, empty } = creditReviewsWords[locale];
  return table<CreditReview>({
    caption,
    empty,
    rows,
    columns: [
      { head: columns.order, cell: ({ id, orderId }) => html`<a href="${reviewHref(id)}">${orderId}</a>` },
      { head: columns.state, cell: ({ state }) => reviewBadge(state, locale) },
      {
        head: columns.buyer,
        cell: ({ customerId }) => html`<a href="${customerHref(customerId)}">${customerId}</a>`,
      },
      { head: columns.amount, cell: ({ amount }) => priceText(amount, locale), isNumber: true },
      { head: columns.product, cell: (review) => productText(review, locale) },
      { head: columns.grade, cell: ({ grade }) => grade },
      { head: columns.why, cell: ({ reason }) => codeText(reason, locale) },
      { head: columns.opened, cell: ({ openedAt }) => whenShort(openedAt, reader) },
    ],
  });
}

export function reviewHref(id: string): string {
  return `/console/credit-reviews/${encodeURIComponent(id)}`;
}

export function productText({ product, term }: CreditReview, locale: WordingLocale): string {
  return `${codeText(product, locale)} × ${term}`;
}
