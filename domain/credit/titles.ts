import { wordingLocale } from '../messages/locale.ts';
import { moneyText } from '../messages/money-text.ts';
import type { Policy } from '../policy/schema.ts';
import type { Instalment } from './application.ts';
import type { OfferTerms } from './offer.ts';
import { creditWords } from './words/words.ts';

export interface TitleFacts {
  readonly locale: string;
  readonly currency: string;
  readonly plan: { readonly plan?: readonly Instalment[] };
  readonly policy: Policy['credit'];
}

/** What an offer says on its button, in the buyer's language: what it is and what it costs. */
export function titleOf(
  terms: OfferTerms,
  { locale, currency, plan: { plan = [] }, policy }: TitleFacts,
): string {
  const { offers } = creditWords(locale);
  const money = (amount: number) => moneyText(amount, currency, wordingLocale(locale));
  switch (terms.kind) {
    case 'down_payment':
      return offers.down_payment({
        down: money(terms.downPayment),
        rest: money(terms.financed),
        term: terms.term,
      });
    case 'fewer_instalments':
      return offers.fewer_instalments({ term: terms.term, each: money(plan[0]?.amount ?? terms.financed) });
    case 'documents':
      return offers.documents();
    case 'outside_provider':
      return offers.outside_provider({ provider: providerTitle(terms.provider, policy) });
    case 'pay_in_full_discount':
      return offers.pay_in_full_discount({ discount: money(terms.discount), total: money(terms.amountDue) });
    case 'similar_goods':
      return offers.similar_goods({ goods: terms.sku, total: money(terms.amountDue) });
    default:
      return terms satisfies never;
  }
}

function providerTitle(name: string, { rescue }: Policy['credit']): string {
  return rescue.outsideProviders.find((provider) => provider.name === name)?.title ?? name;
}
