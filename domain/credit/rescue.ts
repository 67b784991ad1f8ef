import type { Policy } from '../policy/schema.ts';
import { withDocuments } from './changes.ts';
import { assess, judge } from './decision.ts';
import type { Assessment, CreditRequest } from './decision.ts';
import type { OfferTerms } from './offer.ts';
import { scoreOf } from './scorecard.ts';
import type { CreditFacts } from './scorecard.ts';
import { similarGoods } from './similar-goods.ts';
import type { GoodsOnSale } from './similar-goods.ts';

type CreditPolicy = Policy['credit'];

/** What offers are found on. Money in minor units. */
export interface RescueFacts {
  readonly facts: CreditFacts;
  readonly request: CreditRequest;
  readonly assessment: Pick<Assessment, 'grade'>;
  /** The order's goods after discount: no more can be taken off. */
  readonly goods: number;
  readonly lines: readonly { readonly sku: string; readonly quantity: number; readonly unitPrice: number }[];
  readonly onSale: readonly GoodsOnSale[];
  /** Outside providers, the most promising first (`orderProviders`); empty where the order can't be paid in instalments. */
  readonly providers: readonly string[];
  readonly policy: CreditPolicy;
}

/** Each grade's ways, the cheapest for buyer and shop first (product.md section 7). */
const waysOf: Readonly<
  Record<Assessment['grade'], readonly ((facts: RescueFacts) => readonly OfferTerms[])[]>
> = {
  A: [downPayment, fewerInstalments, documents],
  B: [outsideProviders, documents],
  C: [payInFull, similarInstead],
};

/** The offers for a declined application: only what would in fact work for this order. */
export function rescueOffers(facts: RescueFacts): readonly OfferTerms[] {
  return waysOf[facts.assessment.grade].flatMap((way) => way(facts));
}

/** Whether an application like this one, with `changes`, would be approved at once. */
export function wouldBeApproved(
  { facts, request, policy }: Pick<RescueFacts, 'facts' | 'request' | 'policy'>,
  changes: Partial<CreditRequest>,
): boolean {
  return judge(scoreOf(facts, policy), { ...request, ...changes }, policy).against.length === 0;
}

function downPayment(rescue: RescueFacts): readonly OfferTerms[] {
  const { request, policy } = rescue;
  const down = Math.ceil(request.amount * policy.rescue.downPayment);
  const financed = request.amount - down;
  if (financed <= 0 || !wouldBeApproved(rescue, { amount: financed })) return [];
  return [{ kind: 'down_payment', downPayment: down, financed, term: request.term }];
}

function fewerInstalments(rescue: RescueFacts): readonly OfferTerms[] {
  const { facts, request, policy } = rescue;
  const { maxTerm } = judge(scoreOf(facts, policy), request, policy).terms;
  if (maxTerm >= request.term || !wouldBeApproved(rescue, { term: maxTerm })) return [];
  return [{ kind: 'fewer_instalments', financed: request.amount, term: maxTerm }];
}

/** Documents work where all of the policy's kinds, accepted, would no longer end in a decline. */
function documents({ facts, request, policy }: RescueFacts): readonly OfferTerms[] {
  const { kinds } = policy.documents;
  const missing = kinds.filter((kind) => !facts.acceptedDocuments.includes(kind));
  const best = withDocuments(facts, facts.acceptedDocuments.length + missing.length, policy);
  if (missing.length === 0 || assess(best, request, policy).outcome === 'declined') return [];
  return [{ kind: 'documents', kinds: missing }];
}

function outsideProviders({ request: { amount }, providers, policy }: RescueFacts): readonly OfferTerms[] {
  return providers.flatMap((name) => {
    const provider = policy.rescue.outsideProviders.find((known) => known.name === name);
    if (!provider || amount < provider.minAmount || amount > provider.maxAmount) return [];
    return [{ kind: 'outside_provider' as const, provider: name, maxTerm: provider.maxTerm }];
  });
}

/** The discount comes off the goods, and something must be left to pay. */
function payInFull({ request: { amount }, goods, policy }: RescueFacts): readonly OfferTerms[] {
  const discount = policy.rescue.payInFullDiscount;
  if (discount <= 0 || discount > goods || discount >= amount) return [];
  return [{ kind: 'pay_in_full_discount', discount, amountDue: amount - discount }];
}

function similarInstead({ request, lines, onSale, policy }: RescueFacts): readonly OfferTerms[] {
  return similarGoods({ lines, onSale, policy: policy.offers }).flatMap(({ line, goods }) => {
    const amountDue = request.amount + line.quantity * (goods.price - line.unitPrice);
    if (amountDue <= 0) return [];
    const { sku: instead, quantity } = line;
    return [
      {
        kind: 'similar_goods' as const,
        instead,
        sku: goods.sku,
        quantity,
        unitPrice: goods.price,
        amountDue,
      },
    ];
  });
}
