import type { OrderRequest, RequestOf } from '../domain/order/requests.ts';
import type { Steps } from '../activities/index.ts';
import type { Carried, RequestInput } from '../activities/request-step.ts';
import type { Hands } from './hands.ts';

/**
 * Carries out a request. Where sessions at the provider stand in the way, it is asked about them and they are closed
 * before the request is tried once more; what it says then, money included, the step takes into account.
 */
export async function carryOut(
  { steps, calls, now, attempted }: Hands,
  orderId: string,
  request: OrderRequest,
): Promise<Extract<Carried, { ask: false }>> {
  const first = await stepFor(steps, request, { orderId, asked: false, now: now() });
  if (!first.ask) return first;
  await attempted(calls.closeSessions({ orderId, now: now() }));
  const second = await stepFor(steps, request, { orderId, asked: true, now: now() });
  if (second.ask) throw new Error(`${request.kind} asked for the provider twice`);
  return second;
}

/** What a step is told besides its request. */
type Asking = Omit<RequestInput, 'requestId'>;

/** Requests about paying later (product.md section 7). */
type CreditRequest = RequestOf<
  'apply_credit' | 'add_documents' | 'decide_credit' | 'accept_offer' | 'decline_offers' | 'bind_auto_debit'
>;

/** The step that is there for a request: the one place that says which. */
function stepFor(steps: Steps, request: OrderRequest, input: Asking): Promise<Carried> {
  switch (request.kind) {
    case 'cancel':
      return steps.cancelOrder({ ...request, ...input });
    case 'change_lines':
      return steps.changeOrderLines({ ...request, ...input });
    case 'extend':
      return steps.extendDeadline({ ...request, ...input });
    case 'change_method':
      return steps.changePaymentMethod({ ...request, ...input });
    case 'report_problem':
      return steps.reportProblem({ ...request, ...input });
    case 'resolve_problem':
      return steps.resolveProblem({ ...request, ...input });
    case 'ship':
      return steps.shipOrder({ ...request, ...input });
    case 'deliver':
      return steps.deliverOrder({ ...request, ...input });
    case 'follow_parcel':
      return steps.followParcel({ ...request, ...input });
    case 'refund':
      return steps.requestRefund({ ...request, ...input });
    case 'call_outcome':
      return steps.takeCallOutcome({ ...request, ...input });
    case 'begin_supersede':
      return steps.beginSupersede({ ...request, ...input });
    case 'end_supersede':
      return steps.endSupersede({ ...request, ...input });
    default:
      return creditStepFor(steps, request, input);
  }
}

function creditStepFor(steps: Steps, request: CreditRequest, input: Asking): Promise<Carried> {
  switch (request.kind) {
    case 'apply_credit':
      return steps.applyForCredit({ ...request, ...input });
    case 'add_documents':
      return steps.addDocuments({ ...request, ...input });
    case 'decide_credit':
      return steps.decideCredit({ ...request, ...input });
    case 'accept_offer':
      return steps.acceptOffer({ ...request, ...input });
    case 'decline_offers':
      return steps.declineOffers({ ...request, ...input });
    case 'bind_auto_debit':
      return steps.bindAutoDebit({ ...request, ...input });
    default:
      return request satisfies never;
  }
}
