import { assess } from '../domain/credit/decision.ts';
import type { OfferTerms } from '../domain/credit/offer.ts';
import { amountBand } from '../domain/credit/providers.ts';
import { creditWords } from '../domain/credit/words/words.ts';
import type { PaymentMethod } from '../domain/order/order.ts';
import type { Answer, RequestOf } from '../domain/order/requests.ts';
import { segmentOf } from '../domain/reminders/segments.ts';
import { methodAllowed } from '../domain/validity/payment-method.ts';
import { outlastsValidity } from '../domain/validity/deadlines.ts';
import { creditApplications } from '../prisma/credit-applications.ts';
import type { CreditApplication } from '../prisma/credit-applications.ts';
import { creditFacts } from '../prisma/credit-facts.ts';
import { journal } from '../prisma/journal.ts';
import { jsonOf } from '../prisma/order-credit.ts';
import { changeOrderLines } from './changing-lines.ts';
import { reasonNotToAssess } from './credit-applying.ts';
import { readApplicant } from './credit-applicant.ts';
import { approve, conclude } from './credit-deciding.ts';
import { closeOffers, tellTaken } from './credit-offering.ts';
import { zoneOf } from './credit-progress.ts';
import type { Dependencies } from './dependencies.ts';
import type { OrderStep } from './order-step.ts';
import { planAgain } from './planning.ts';
import { accepted, refused, requestStep, sessionsInTheWay } from './request-step.ts';
import type { Carried, RequestInput } from './request-step.ts';

type Accept = RequestInput & RequestOf<'accept_offer'>;
type Terms<K extends OfferTerms['kind']> = Extract<OfferTerms, { kind: K }>;

/** Taking an offer: one click, and the hold stays where it is (product.md section 7). */
export function creditAcceptingSteps(dependencies: Dependencies) {
  return {
    async acceptOffer(input: Accept): Promise<Carried> {
      return requestStep(dependencies, input, (step) => accept(step, input));
    },
  };
}

async function accept(step: OrderStep, { offerId, asked, requestId }: Accept): Promise<Answer | 'ask_first'> {
  const { offers = [] } = step.order();
  const offer = offers.find(({ id }) => id === offerId);
  if (!offer) return refused(await reasonNotThere(step, offerId), { offer: offerId });
  const refusal =
    offer.expiresAt <= step.now ? refused('offer_not_open', { offer: offerId }) : reasonNotToAssess(step);
  if (refusal) return refusal;
  const inTheWay = offer.kind === 'documents' ? undefined : await sessionsInTheWay(step, asked);
  if (inTheWay) return inTheWay;
  const answer = await carryOut(step, offer.terms, requestId);
  if (!answer.accepted) return answer;
  if (offer.kind !== 'documents' && step.order().offers !== undefined) await closeOffers(step);
  tellTaken(step, offer);
  if (step.order().status === 'awaiting_payment' && offer.kind !== 'documents')
    await planAgain(step, 'offer_accepted');
  return accepted;
}

/** An offer there was once is refused otherwise than one there never was. */
async function reasonNotThere(
  step: OrderStep,
  offerId: string,
): Promise<'offer_not_open' | 'offer_not_found'> {
  const entries = await journal(step.client).read(step.order().id);
  const wasMade = entries.some(({ kind, facts }) => kind === 'offer_made' && facts['offer'] === offerId);
  return wasMade ? 'offer_not_open' : 'offer_not_found';
}

async function carryOut(step: OrderStep, terms: OfferTerms, requestId: string): Promise<Answer> {
  switch (terms.kind) {
    case 'down_payment':
      return payDown(step, terms);
    case 'fewer_instalments':
      return takeFewer(step, terms);
    case 'documents':
      return accepted; // the click says that documents will come; they come by their own route
    case 'outside_provider':
      return goOutside(step, terms);
    case 'pay_in_full_discount':
      return payInFull(step, terms);
    case 'similar_goods':
      return takeInstead(step, terms, requestId);
    default:
      return terms satisfies never;
  }
}

/** The application that was declined, with other terms; undefined when it would not be approved with them any more. */
async function approvableWith(
  step: OrderStep,
  changes: { readonly amount: number; readonly term: number },
): Promise<CreditApplication | undefined> {
  const { creditApplicationId } = step.order().row;
  const declined = await creditApplications(step.client).find(creditApplicationId ?? '');
  if (declined?.state !== 'declined') return undefined;
  const { facts, request } = await readApplicant(step, { ...declined, ...changes });
  if (assess(facts, request, step.policy.credit).against.length > 0) return undefined;
  return creditApplications(step.client).change(declined.id, changes);
}

/** The rest is financed now and the down payment is due; paid when it comes (rules.md 14). */
async function payDown(
  step: OrderStep,
  { downPayment, financed, term }: Terms<'down_payment'>,
): Promise<Answer> {
  if (step.order().amountDue !== downPayment + financed) return refused('offer_not_open');
  const application = await approvableWith(step, { amount: financed, term });
  if (!application) return refused('offer_not_open', { reason: 'not_approvable' });
  const { revision, paymentMethod } = step.order();
  await step.change({
    financed,
    amountDue: downPayment,
    revision: revision + 1,
    paymentMethod: await methodToPayBy(step, paymentMethod),
    instalments: term,
  });
  await conclude(step, application, 'approved', { by: 'scorecard', reasons: await termsMet(step) });
  return accepted;
}

async function takeFewer(step: OrderStep, { financed, term }: Terms<'fewer_instalments'>): Promise<Answer> {
  if (step.order().amountDue !== financed) return refused('offer_not_open');
  const application = await approvableWith(step, { amount: financed, term });
  if (!application) return refused('offer_not_open', { reason: 'not_approvable' });
  await approve(step, application, { by: 'scorecard', reasons: await termsMet(step) });
  return accepted;
}

async function termsMet(step: OrderStep) {
  const { locale } = await step.buyer();
  return [{ code: 'terms_met', text: creditWords(locale).approved }];
}

/** Somebody else finances it: paid through a session like any other, and remembered for whom it worked. */
async function goOutside(step: OrderStep, { provider }: Terms<'outside_provider'>): Promise<Answer> {
  const order = step.order();
  const { paidOrders } = await creditFacts(step.client).ofApplicant(order, await zoneOf(step));
  const taken = { provider, segment: segmentOf(paidOrders), band: amountBand(order.amountDue) };
  await step.change({
    paymentMethod: 'instalments',
    instalments: null,
    revision: order.revision + 1,
    outsideProvider: jsonOf(taken),
  });
  return accepted;
}

async function payInFull(
  step: OrderStep,
  { discount, amountDue }: Terms<'pay_in_full_discount'>,
): Promise<Answer> {
  const order = step.order();
  if (order.amountDue !== amountDue + discount || order.goods - order.discount < discount)
    return refused('offer_not_open');
  await step.change({
    discount: order.discount + discount,
    total: order.total - discount,
    amountDue,
    revision: order.revision + 1,
    paymentMethod: await methodToPayBy(step, order.paymentMethod),
  });
  step.tell({
    kind: 'modified',
    reason: 'discount',
    actor: 'buyer',
    facts: { revision: order.revision + 1, discount, total: order.total - discount },
  });
  return accepted;
}

async function takeInstead(
  step: OrderStep,
  { instead, sku, quantity }: Terms<'similar_goods'>,
  requestId: string,
): Promise<Answer> {
  const { id: orderId, lines } = step.order();
  const others = lines.filter((line) => line.sku !== instead);
  const wanted = [...others.map((line) => ({ sku: line.sku, quantity: line.quantity })), { sku, quantity }];
  const request = { orderId, requestId, now: step.now, asked: true, lines: wanted, by: 'buyer' } as const;
  const answer = await changeOrderLines(step, request);
  if (answer === 'ask_first') throw new Error('sessions were closed before');
  return answer;
}

/** A method by which money can be collected now: the order's own, or the first the policy allows it. */
async function methodToPayBy(step: OrderStep, own: PaymentMethod): Promise<PaymentMethod> {
  const { kind } = step.order();
  const { standing } = await step.buyer();
  const isLater = (method: PaymentMethod) =>
    method === 'pay_later' || method === 'instalments' || outlastsValidity(method, step.policy);
  if (!isLater(own)) return own;
  const others = step.policy.payment.methods.filter((method) => !isLater(method));
  return others.find((method) => methodAllowed(kind, standing, method, step.policy)) ?? own;
}
