import type { WordingLocale } from '../../../domain/messages/locale.ts';
import type { Html } from '../../html.ts';
import { badge } from '../kit/badge.ts';
import type { CreditReview } from '../rest-shapes.ts';
import { creditReviewsWords } from '../words/credit-reviews.ts';

export function reviewBadge(state: CreditReview['state'], locale: WordingLocale): Html {
  return badge(creditReviewsWords[locale].states[state], state === 'open' ? 'busy' : 'plain');
}
