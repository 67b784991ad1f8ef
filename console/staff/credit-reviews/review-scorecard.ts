import { html, type Html } from '../../html.ts';
import { facts } from '../kit/facts.ts';
import { priceText } from '../kit/money.ts';
import { table } from '../kit/table.ts';
import type { Reader } from '../reader.ts';
import type { CreditReview } from '../rest-shapes.ts';
import { codeText } from '../words/codes.ts';
import { creditReviewsWords } from '../words/credit-reviews.ts';

/** How the application scored: every factor with its points, what speaks against it, and what would change that. */
export function scorecardPart(review: CreditReview, { locale }: Reader): Html {
  const { one: words, columns } = creditReviewsWords[locale];
  const { score, grade, limit, exposure, factors, against, wouldChange } = review;
  return html`<section class="card">
    <h2>${words.scorecard}</h2>
    ${table<CreditReview['factors'][number]>({
      caption: words.scorecard,
      empty: words.noFactors,
      rows: factors,
      columns: [
        { head: words.factor, cell: ({ text }) => text },
        { head: words.count, cell: ({ count }) => String(count), isNumber: true },
        { head: words.points, cell: ({ points }) => signed(points), isNumber: true },
      ],
    })}
    ${facts([
      [words.score, score === undefined ? words.noScore : html`<strong>${score}</strong>`],
      [columns.grade, grade],
      [words.limit, limit && priceText(limit, locale)],
      [words.exposure, exposure && priceText(exposure, locale)],
      [words.against, listOf(against.map((code) => codeText(code, locale))) ?? words.nothingAgainst],
      [words.wouldChange, listOf(wouldChange.map(({ text }) => text))],
    ])}
    <p class="fine">${words.language}</p>
  </section>`;
}

function signed(points: number): string {
  return points > 0 ? `+${points}` : String(points).replace('-', '−');
}

function listOf(sentences: readonly string[]): Html | undefined {
  if (sentences.length === 0) return undefined;
  return html`<ul class="plain">
    ${sentences.map((sentence) => html`<li>${sentence}</li>`)}
  </ul>`;
}
