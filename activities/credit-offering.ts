import { randomUUID } from 'node:crypto';
import { orderProviders } from '../domain/credit/providers.ts';
import { amountBand } from '../domain/credit/providers.ts';
import { assess } from '../domain/credit/decision.ts';
import type { Offer, OfferTerms } from '../domain/credit/offer.ts';
import { rescueOffers } from '../domain/credit/rescue.ts';
import { titleOf } from '../domain/credit/titles.ts';
import { durationMs, earlier, later } from '../domain/duration.ts';
import type { OrderState } from '../domain/order/state.ts';
import type { RequestOf } from '../domain/order/requests.ts';
import { segmentOf } from '../domain/reminders/segments.ts';
import { methodAllowed } from '../domain/validity/payment-method.ts';
import type { CreditApplication } from '../prisma/credit-applications.ts';
import { creditFacts } from '../prisma/credit-facts.ts';
import { journal } from '../prisma/journal.ts';
import { jsonOf, noOffers } from '../prisma/order-credit.ts';
import { providerRecords } from '../prisma/provider-records.ts';
import { readApplicant } from './credit-applicant.ts';
import { planOf } from './credit-progress.ts';
import type { Dependencies } from './dependencies.ts';
import { orderStep } from './order-step.ts';
import type { OrderStep, StepInput } from './order-step.ts';
import { accepted, requestStep } from './request-step.ts';
import type { Carried, RequestInput } from './request-step.ts';
import { applyPaymentEvents } from './receiving.ts';

/** Offers after a decline: made, declined, and taken back when their time is over. */
export function creditOfferingSteps(dependencies: Dependencies) {
  return {
    /** The buyer wants none of them: the order goes on as any other that is not paid. */
    async declineOffers(input: RequestInput & RequestOf<'decline_offers'>): Promise<Carried> {
      return requestStep(dependencies, input, async (step) => {
        const { offers = [] } = step.order();
        if (offers.length === 0) return accepted;
        await closeOffers(step);
        step.tell({
          kind: 'offers_declined',
          actor: input.by,
          facts: { offers: offers.map(({ id, kind }) => ({ id, kind })) },
        });
        return accepted;
      });
    },

    async expireOffers(input: StepInput): Promise<OrderState> {
      const { state } = await orderStep(dependencies, input, async (step) => {
        await applyPaymentEvents(step);
        const { offers = [], row } = step.order();
        if (!row.offersExpireAt || row.offersExpireAt.toISOString() > step.now) return;
        await closeOffers(step);
        const facts = { offers: offers.map(({ id, kind }) => ({ id, kind })) };
        step.tell({ kind: 'offers_expired', facts });
      });
      return state;
    },
  };
}

/** Sending documents takes the offer that asked for them, where the buyer has not said so with a click before. */
export async function takeDocumentsOffer(step: OrderStep): Promise<void> {
  const { id: orderId, offers = [] } = step.order();
  const offer = offers.find(({ kind }) => kind === 'documents');
  if (!offer) return;
  const entries = await journal(step.client).read(orderId);
  if (entries.some(({ kind, facts }) => kind === 'offer_accepted' && facts['offer'] === offer.id)) return;
  tellTaken(step, offer);
}

export function tellTaken(step: OrderStep, { id: offer, kind: reason, terms }: Offer): void {
  step.tell({ kind: 'offer_accepted', reason, actor: 'buyer', facts: { offer, terms } });
}

/** No offer is open any more. */
export async function closeOffers(step: OrderStep): Promise<void> {
  await step.change({ offers: noOffers, offersExpireAt: null });
}

/** Makes the offers that would work for a declined application, of an order that waits to be paid. */
export async function makeOffers(step: OrderStep, application: CreditApplication): Promise<void> {
  const order = step.order();
  if (order.status !== 'awaiting_payment') return;
  const { credit: policy } = step.policy;
  const { facts, request } = await readApplicant(step, application);
  const { locale } = await step.buyer();
  const skus = order.lines.map(({ sku }) => sku);
  const found = rescueOffers({
    facts,
    request,
    policy,
    assessment: assess(facts, request, policy),
    goods: order.goods - order.discount,
    lines: order.lines,
    onSale: await creditFacts(step.client).goodsLike(skus, order.currency),
    providers: await providersFor(step, application, facts.paidOrders),
  });
  const open = later(step.now, durationMs(policy.offers.validFor));
  const expiresAt = order.deadline === null ? open : earlier(order.deadline, open);
  const offers = await Promise.all(
    found.map(async (terms): Promise<Offer> => {
      const plan = await planFor(step, terms);
      const title = titleOf(terms, { locale, currency: order.currency, plan, policy });
      return { id: randomUUID(), kind: terms.kind, title, terms: { ...terms, ...plan }, expiresAt };
    }),
  );
  if (offers.length === 0 || expiresAt <= step.now) return;
  await step.change({ offers: jsonOf(offers), offersExpireAt: new Date(expiresAt) });
  for (const { id, kind, terms } of offers)
    step.tell({
      kind: 'offer_made',
      reason: kind,
      facts: { offer: id, application: application.id, grade: application.grade, terms, expiresAt },
    });
}

async function planFor(step: OrderStep, terms: OfferTerms) {
  if (terms.kind !== 'down_payment' && terms.kind !== 'fewer_instalments') return {};
  return { plan: await planOf(step, { amount: terms.financed, term: terms.term }) };
}

/** Outside providers for this buyer, the most promising first; none where the order can't be paid in instalments. */
async function providersFor(
  step: OrderStep,
  { id, amount }: CreditApplication,
  paidOrders: number,
): Promise<readonly string[]> {
  const order = step.order();
  const { standing } = await step.buyer();
  if (!methodAllowed(order.kind, standing, 'instalments', step.policy)) return [];
  const { outsideProviders, exploration } = step.policy.credit.rescue;
  const records = await providerRecords(step.client).ofBuyersLike(segmentOf(paidOrders), amountBand(amount));
  const providers = outsideProviders.map(({ name }) => name);
  return orderProviders({ providers, records, exploration, seed: id }).providers;
}
