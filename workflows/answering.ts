import type { OrderRequest } from '../domain/order/requests.ts';
import type { OrderState } from '../domain/order/state.ts';
import type { Carried } from '../activities/request-step.ts';
import { now } from './clock.ts';
import { creditStepFor } from './crediting.ts';
import type { Message } from './inbox.ts';
import { attempted, calls, steps } from './steps.ts';

/** Takes one message: news of a payment or of credit is applied, a row that was changed is read again, a request is carried out and answered. */
export async function answer(state: OrderState, message: Message): Promise<OrderState> {
  const { orderId } = state;
  if (message.kind === 'credit_report') return steps.takeCreditReports({ orderId, now: now() });
  if (message.kind !== 'request') return steps.applyPayments({ orderId, now: now() });
  const carried = await carryOut(orderId, message.request);
  message.answer(carried.answer);
  return carried.state;
}

/**
 * Carries out a request. Where sessions at the provider stand in the way, it is asked about them and they are closed
 * before the request is tried once more; what it says then, money included, the step takes into account.
 */
async function carryOut(orderId: string, request: OrderRequest): Promise<Extract<Carried, { ask: false }>> {
  const first = await stepFor(orderId, request, false);
  if (!first.ask) return first;
  await attempted(calls.closeSessions({ orderId, now: now() }));
  const second = await stepFor(orderId, request, true);
  if (second.ask) throw new Error(`${request.kind} asked for the provider twice`);
  return second;
}

function stepFor(orderId: string, request: OrderRequest, asked: boolean): Promise<Carried> {
  const input = { orderId, asked, now: now() };
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
    case 'refund':
      return steps.requestRefund({ ...request, ...input });
    case 'call_outcome':
      return steps.takeCallOutcome({ ...request, ...input });
    case 'begin_supersede':
      return steps.beginSupersede({ ...request, ...input });
    case 'end_supersede':
      return steps.endSupersede({ ...request, ...input });
    default:
      return creditStepFor(request, input);
  }
}
