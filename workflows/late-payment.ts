import { now } from './clock.ts';
import type { OrderOutcome, OrderStart } from './contract.ts';
import { deliverAll } from './delivering.ts';
import { steps } from './steps.ts';

/** Money for an order whose workflow is over: taken up again or sent back, and the buyer told (rules.md 12 and 15). */
export async function latePayment({ orderId }: OrderStart): Promise<OrderOutcome> {
  const state = await steps.applyPayments({ orderId, now: now() });
  await deliverAll(orderId);
  return { orderId, status: state.status, reason: state.closedReason };
}
