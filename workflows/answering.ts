import type { OrderState } from '../domain/order/state.ts';
import { now } from './clock.ts';
import { carryOut } from './request-steps.ts';
import type { Message } from './inbox.ts';
import { hands, steps } from './steps.ts';

/** Takes one message: news of a payment, of credit or of a parcel is applied, a row that was changed is read again, a request is carried out and answered. */
export async function answer(state: OrderState, message: Message): Promise<OrderState> {
  const { orderId } = state;
  if (message.kind === 'credit_report') return steps.takeCreditReports({ orderId, now: now() });
  if (message.kind === 'parcel_update') return steps.takeParcelUpdates({ orderId, now: now() });
  if (message.kind !== 'request') return steps.applyPayments({ orderId, now: now() });
  const carried = await carryOut(hands, orderId, message.request);
  message.answer(carried.answer);
  return carried.state;
}
