import type { CreditDecision, CreditReason } from './application.ts';
import type { DecisiveChange } from './changes.ts';
import type { Assessment } from './decision.ts';
import { creditFactors } from './scorecard.ts';
import type { CreditFactor, FactorPoints } from './scorecard.ts';
import { moneyText } from '../messages/money-text.ts';
import { wordingLocale } from '../messages/locale.ts';
import { creditWords } from './words/words.ts';

/** A factor with its points and its sentence: for staff, who see all of it. */
export interface ExplainedFactor extends FactorPoints {
  readonly text: string;
}

/**
 * Factors a buyer reads about: what he has done himself, without points. The bureau's score is the bureau's to tell, and how much each
 * thing weighs is the shop's.
 */
const forBuyers: readonly CreditFactor[] = [
  'paid_orders',
  'unpaid_closes',
  'account_months',
  'documents',
  'overdue_instalments',
];

/** Every factor with a sentence in `locale`. */
export function explainFactors(points: readonly FactorPoints[], locale: string): readonly ExplainedFactor[] {
  const { factors } = creditWords(locale);
  return points.map((entry) => ({ ...entry, text: factors[entry.factor](entry.count) }));
}

/** What the buyer may read of an assessment: why, and what of his own doing counted, the weightiest first. */
export function reasonsForBuyer(
  { against, outcome, points }: Pick<Assessment, 'against' | 'outcome' | 'points'>,
  locale: string,
): readonly CreditReason[] {
  const words = creditWords(locale);
  const why: readonly CreditReason[] =
    outcome === 'approved'
      ? [{ code: 'terms_met', text: words.approved }]
      : against.map((code) => ({ code, text: words.declined[code] }));
  const own = points
    .filter(
      ({ factor, points: given }) =>
        forBuyers.includes(factor) && (outcome === 'approved' ? given > 0 : given < 0),
    )
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));
  return [
    ...why,
    ...own.map(({ factor, count }) => ({ code: factor, text: words.factors[factor](count), count })),
  ];
}

/** A reason that was told in one language, in `locale`: by its code, and as it was told where that does not say it all. */
export function wordReason(
  { code, text, count }: CreditReason,
  { locale, decision }: { readonly locale: string; readonly decision: CreditDecision | undefined },
): string {
  const words = creditWords(locale);
  const whole: Readonly<Record<string, string>> = {
    ...words.declined,
    ...words.review,
    terms_met: words.approved,
    ...(decision === undefined ? {} : { by_person: words.byPerson[decision] }),
  };
  const factor = creditFactors.find((known) => known === code);
  if (factor !== undefined && count !== undefined) return words.factors[factor](count);
  return whole[code] ?? text;
}

/** What would have changed the decision, in words: for staff. */
export function explainChanges(
  changes: readonly DecisiveChange[],
  { locale, currency }: { readonly locale: string; readonly currency: string },
): readonly (DecisiveChange & { readonly text: string })[] {
  const words = creditWords(locale).changes;
  const amount = (minor: number) => moneyText(minor, currency, wordingLocale(locale));
  return changes.map((change) => ({
    ...change,
    text: words[change.what](change.what === 'amount' ? amount(change.to) : String(change.to)),
  }));
}
