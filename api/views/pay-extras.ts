import type { PayCredit, PayOffer } from '../../console/pay/pay-credit-view.ts';
import type { PayReward, PayView } from '../../console/pay/pay-view.ts';
import type { CreditSummary } from '../../domain/credit/application.ts';
import type { Offer } from '../../domain/credit/offer.ts';
import { wordReason } from '../../domain/credit/reasons.ts';
import { titleOf } from '../../domain/credit/titles.ts';
import type { InEvery, WordingLocale } from '../../domain/messages/locale.ts';
import type { Policy } from '../../domain/policy/schema.ts';
import { wordReward } from '../../domain/rewards/words.ts';
import type { StoredOrder, StoredReward } from '../../prisma/orders.ts';
import { present } from './present.ts';
import { shipmentView } from './shipment.ts';

/**
 * What an order has besides its price and is the buyer's alone: his application, ways on after it, what he gets. Worded anew in every
 * language, since the page can be had in each, whatever language it was told in first.
 */
export function payExtras(
  order: StoredOrder,
  policy: Policy,
): Pick<PayView, 'credit' | 'offers' | 'rewards' | 'shipment'> {
  const { credit, offers = [], rewards, currency } = order;
  return {
    ...(credit ? { credit: creditOf(credit) } : {}),
    ...present({ shipment: shipmentView(order) }),
    offers: offers.map((offer) => offerOf(offer, currency, policy)),
    rewards: rewards.filter(({ revokedAt }) => revokedAt === undefined).map(rewardOf),
  };
}

function creditOf({ state, progress, plan, reasons = [], ...credit }: CreditSummary): PayCredit {
  const { expectedBy, decision, autoDebit } = credit;
  return {
    state,
    progress,
    plan,
    reasons: reasons.map((reason) => inEvery((locale) => wordReason(reason, { locale, decision }))),
    ...present({ expectedBy, decision, autoDebit }),
  };
}

function offerOf({ id, kind, terms }: Offer, currency: string, { credit: policy }: Policy): PayOffer {
  const title = inEvery((locale) => titleOf(terms, { locale, currency, plan: terms, policy }));
  return { id, kind, title, plan: terms.plan ?? [] };
}

function rewardOf(reward: StoredReward): PayReward {
  const worded = { en: wordReward(reward, 'en'), 'zh-CN': wordReward(reward, 'zh-CN') };
  return {
    title: inEvery((locale) => worded[locale].title),
    details: worded.en.details.map((_, index) => inEvery((locale) => worded[locale].details[index] ?? '')),
    ...('validUntil' in reward ? { validUntil: reward.validUntil } : {}),
  };
}

function inEvery(word: (locale: WordingLocale) => string): InEvery {
  return { en: word('en'), 'zh-CN': word('zh-CN') };
}
