import type { OrderRequest } from '../domain/order/requests.ts';
import type { OrderState } from '../domain/order/state.ts';
import type { Carried } from '../activities/request-step.ts';
import { now } from './clock.ts';
import { stepFor } from './request-steps.ts';
import type { Message } from './inbox.ts';
import { attempted, calls, steps } from './steps.ts';

/** Takes one message: news of a payment, of credit or of a parcel is applied, a row that was changed is read again, a request is carried out and answered. */
export async function answer(state: OrderState, message: Message): Promise<OrderState> {
  const { orderId } = state;
  if (message.kind === 'credit_report') return steps.takeCreditReports({ orderId, now: now() });
  if (message.kind === 'parcel_update') return steps.takeParcelUpdates({ orderId, now: now() });
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
  const first = await stepFor(steps, request, { orderId, asked: false, now: now() });
  if (!first.ask) return first;
  await attempted(calls.closeSessions({ orderId, now: now() }));
  const second = await stepFor(steps, request, { orderId, asked: true, now: now() });
  if (second.ask) throw new Error(`${request.kind} asked for the provider twice`);
  return second;
}
