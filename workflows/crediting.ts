import type { RequestOf } from '../domain/order/requests.ts';
import type { Carried, RequestInput } from '../activities/request-step.ts';
import { steps } from './steps.ts';

/** Requests about paying later (product.md section 7). */
type CreditRequest = RequestOf<
  'apply_credit' | 'add_documents' | 'decide_credit' | 'accept_offer' | 'decline_offers' | 'bind_auto_debit'
>;

/** The step that carries out a request about credit. */
export function creditStepFor(
  request: CreditRequest,
  input: Omit<RequestInput, 'requestId'>,
): Promise<Carried> {
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
