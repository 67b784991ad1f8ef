import { creditProducts } from '../domain/credit/application.ts';
import type { CreditProduct } from '../domain/credit/application.ts';
import { between } from '../domain/duration.ts';
import { standsAside } from '../domain/order/standing-aside.ts';
import type { Answer, RequestOf } from '../domain/order/requests.ts';
import { methodAllowed } from '../domain/validity/payment-method.ts';
import { creditApplications } from '../prisma/credit-applications.ts';
import type { CreditApplication } from '../prisma/credit-applications.ts';
import { creditDocuments } from '../prisma/credit-documents.ts';
import { reopen } from './credit-deciding.ts';
import { closeOffers, takeDocumentsOffer } from './credit-offering.ts';
import { moveTo, showCredit } from './credit-progress.ts';
import { putBeforePerson } from './credit-reviewing.ts';
import { beginStanding } from './credit-standing.ts';
import type { Dependencies } from './dependencies.ts';
import type { OrderStep } from './order-step.ts';
import { deadlineInEffect, giveTimeBack } from './problems.ts';
import { accepted, refused, requestStep, sessionsInTheWay } from './request-step.ts';
import type { Carried, RequestInput } from './request-step.ts';

type Apply = RequestInput & RequestOf<'apply_credit'>;
type AddDocuments = RequestInput & RequestOf<'add_documents'>;

/** Applying to pay later, and the documents that come with it or after it (product.md section 7). */
export function creditApplyingSteps(dependencies: Dependencies) {
  return {
    /** Takes an application: open sessions are closed first, and the deadline stands still from here on (rules.md 20). */
    async applyForCredit(input: Apply): Promise<Carried> {
      return requestStep(dependencies, input, (step) => apply(step, input));
    },

    /** Documents while it is decided, or after a decline where the grade lets them count: then it is decided again. */
    async addDocuments(input: AddDocuments): Promise<Carried> {
      return requestStep(dependencies, input, (step) => addDocuments(step, input));
    },
  };
}

async function apply(step: OrderStep, input: Apply): Promise<Answer | 'ask_first'> {
  const order = step.order();
  const undecided = await creditApplications(step.client).undecided(order.id);
  if (undecided || order.financed > 0)
    return refused('credit_application_open', { application: order.row.creditApplicationId });
  const refusal = reasonNotToAssess(step) ?? (await tooManyDocuments(step, input.documents));
  if (refusal) return refusal;
  const product = creditProducts.find((known) => known === input.product);
  const { standing } = await step.buyer();
  if (!product || !methodAllowed(order.kind, standing, product, step.policy))
    return refused('method_not_allowed', { method: input.product, kind: order.kind });
  const inTheWay = await sessionsInTheWay(step, input.asked);
  if (inTheWay) return inTheWay;
  await giveTimeBack(step, 'credit_applied');
  await begin(step, input, product);
  return accepted;
}

async function begin(step: OrderStep, input: Apply, product: CreditProduct): Promise<void> {
  const { id: orderId, customerId, shop, amountDue: amount, currency } = step.order();
  const term = product === 'pay_later' ? 1 : (input.term ?? step.policy.credit.defaultTerm);
  const application = await creditApplications(step.client).add({
    id: input.applicationId,
    orderId,
    customerId,
    shop,
    product,
    term,
    amount,
    currency,
    appliedAt: step.now,
  });
  await step.change({ creditApplicationId: application.id });
  await closeOffers(step);
  await beginStanding(step);
  const facts = { application: application.id, product, term, amount };
  step.tell({ kind: 'credit_applied', actor: 'buyer', facts });
  await takeDocuments(step, input.requestId, application);
  await step.change({ creditNext: 'ask_bureau', creditNextAt: new Date(step.now) });
  await moveTo(step, application, 'gathering');
}

/** Why an order can't be assessed now, or undefined: it must wait to be paid, not be about to be replaced, and its time not be over. */
export function reasonNotToAssess(step: OrderStep): Answer | undefined {
  const { status, closingSince, supersedingSince, amountDue } = step.order();
  const deadline = deadlineInEffect(step);
  if (status === 'payment_processing') return refused('payment_in_progress');
  if (standsAside(supersedingSince, step.now)) return refused('being_superseded');
  if (status !== 'awaiting_payment' || closingSince !== null) return refused('order_not_open', { status });
  if (deadline !== null && between(step.now, deadline) <= 0) return refused('deadline_passed', { deadline });
  return amountDue <= 0 ? refused('nothing_due') : undefined;
}

async function tooManyDocuments(step: OrderStep, more: number): Promise<Answer | undefined> {
  const { most } = step.policy.credit.documents;
  const has = more === 0 ? 0 : (await creditDocuments(step.client).ofOrder(step.order().id)).length;
  return has + more > most ? refused('too_many_documents', { has, most }) : undefined;
}

async function takeDocuments(step: OrderStep, requestId: string, { id }: CreditApplication): Promise<void> {
  const taken = await creditDocuments(step.client).take(requestId, id, step.now);
  if (taken.length === 0) return;
  const documents = taken.map(({ id: document, kind, mediaType, bytes }) => ({
    document,
    kind,
    mediaType,
    bytes,
  }));
  step.tell({ kind: 'credit_documents', actor: 'buyer', facts: { application: id, documents } });
}

async function addDocuments(step: OrderStep, input: AddDocuments): Promise<Answer | 'ask_first'> {
  const { row } = step.order();
  const newest = row.creditApplicationId ?? undefined;
  const application = newest === undefined ? undefined : await creditApplications(step.client).find(newest);
  if (!application || application.state === 'approved' || application.state === 'withdrawn')
    return refused('documents_not_taken', { state: application?.state ?? null });
  const tooMany = await tooManyDocuments(step, input.documents);
  if (tooMany) return tooMany;
  if (application.state !== 'declined') {
    await takeDocuments(step, input.requestId, application);
    await showCredit(step, application, step.order().credit?.reasons);
    return accepted;
  }
  return assessAgain(step, input, application);
}

/** Documents after a decline: grades A and B only. It is scored anew, or, where no bureau ever answered, a person looks. */
async function assessAgain(
  step: OrderStep,
  input: AddDocuments,
  application: CreditApplication,
): Promise<Answer | 'ask_first'> {
  const { grade, report } = application;
  if (grade !== 'A' && grade !== 'B') return refused('documents_not_taken', { state: 'declined', grade });
  const refusal = reasonNotToAssess(step);
  if (refusal) return refusal;
  if (step.order().amountDue !== application.amount)
    return refused('documents_not_taken', { reason: 'order_changed' });
  const inTheWay = await sessionsInTheWay(step, input.asked);
  if (inTheWay) return inTheWay;
  await giveTimeBack(step, 'credit_applied');
  const again = await reopen(step, application);
  await takeDocumentsOffer(step);
  await closeOffers(step);
  await beginStanding(step);
  await takeDocuments(step, input.requestId, application);
  if (!report) await putBeforePerson(step, again, 'documents');
  else {
    await step.change({ creditNext: 'score_credit', creditNextAt: new Date(step.now) });
    await moveTo(step, again, 'scoring', { because: 'documents' });
  }
  return accepted;
}
