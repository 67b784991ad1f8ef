import { wordingLocale } from '../../messages/locale.ts';
import type { ReviewReason } from '../application.ts';
import type { DecisiveChange } from '../changes.ts';
import type { DeclineReason } from '../decision.ts';
import type { CreditFactor } from '../scorecard.ts';
import { en } from './en.ts';
import { zhCN } from './zh-cn.ts';

/** What an offer's title speaks of; amounts are ready to read. */
export interface OfferWords {
  readonly down: string;
  readonly rest: string;
  readonly term: number;
  readonly each: string;
  readonly provider: string;
  readonly discount: string;
  readonly total: string;
  readonly goods: string;
}

/** All sentences about credit in one language. */
export interface CreditWords {
  /** What a factor says of the applicant, by how often it was counted. */
  readonly factors: Readonly<Record<CreditFactor, (count: number) => string>>;
  readonly declined: Readonly<Record<DeclineReason, string>>;
  readonly approved: string;
  readonly byPerson: Readonly<Record<'approved' | 'declined', string>>;
  readonly review: Readonly<Record<ReviewReason, string>>;
  readonly changes: Readonly<Record<DecisiveChange['what'], (to: string) => string>>;
  readonly offers: {
    readonly down_payment: (words: Pick<OfferWords, 'down' | 'rest' | 'term'>) => string;
    readonly fewer_instalments: (words: Pick<OfferWords, 'term' | 'each'>) => string;
    readonly documents: () => string;
    readonly outside_provider: (words: Pick<OfferWords, 'provider'>) => string;
    readonly pay_in_full_discount: (words: Pick<OfferWords, 'discount' | 'total'>) => string;
    readonly similar_goods: (words: Pick<OfferWords, 'goods' | 'total'>) => string;
  };
}

/** The sentences in the buyer's language. */
export function creditWords(locale: string): CreditWords {
  return wordingLocale(locale) === 'zh-CN' ? zhCN : en;
}
