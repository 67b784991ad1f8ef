import type { Instalment } from './application.ts';

export const offerKinds = [
  'down_payment',
  'fewer_instalments',
  'documents',
  'outside_provider',
  'pay_in_full_discount',
  'similar_goods',
] as const;
export type OfferKind = (typeof offerKinds)[number];

/** What accepting an offer comes to. Amounts in minor units of the order's currency, `dueOn` local days. */
export type OfferTerms =
  | {
      readonly kind: 'down_payment';
      readonly downPayment: number;
      readonly financed: number;
      readonly term: number;
    }
  | { readonly kind: 'fewer_instalments'; readonly financed: number; readonly term: number }
  | { readonly kind: 'documents'; readonly kinds: readonly string[] }
  | { readonly kind: 'outside_provider'; readonly provider: string; readonly maxTerm: number }
  | { readonly kind: 'pay_in_full_discount'; readonly discount: number; readonly amountDue: number }
  | {
      readonly kind: 'similar_goods';
      readonly instead: string;
      readonly sku: string;
      readonly quantity: number;
      readonly unitPrice: number;
      readonly amountDue: number;
    };

/** A way to rescue a declined application, as its order keeps it. Open until it is accepted, declined or over. */
export interface Offer {
  readonly id: string;
  readonly kind: OfferKind;
  readonly title: string;
  /** With the plan, where there is one: what would be paid when. */
  readonly terms: OfferTerms & { readonly plan?: readonly Instalment[] };
  readonly expiresAt: string;
}
