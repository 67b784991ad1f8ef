import { between } from '../domain/duration.ts';
import { STANDS_ASIDE_NO_MORE } from '../domain/order/standing-aside.ts';
import { waitLeft } from './credit-ending.ts';
import { moveDeadline } from './moving-deadline.ts';
import type { OrderStep } from './order-step.ts';
import { planAgain } from './planning.ts';

/**
 * Lets the deadline stand still from now on, as far as the policy's wait is not used up. Only for an order that awaits payment, and does
 * not stand aside: a minute of that may be over and not yet taken back.
 */
export async function beginStanding(step: OrderStep): Promise<void> {
  if (waitLeft(step.order(), step.policy) === 0) return;
  const standing = { status: 'payment_processing', creditSince: new Date(step.now), ...STANDS_ASIDE_NO_MORE };
  await step.change({ ...standing, reminderPlan: [], nextReminderAt: null });
}

/** Lets the deadline of an open order run again: it moves by the time it stood. */
export async function endStanding(step: OrderStep, because: string): Promise<void> {
  const order = step.order();
  const { creditSince, creditWaitMs, processingSince } = order.row;
  if (!creditSince) return;
  const stood = Math.min(waitLeft(order, step.policy), between(creditSince.toISOString(), step.now));
  await step.change({
    creditSince: null,
    creditWaitMs: Number(creditWaitMs) + stood,
    status: processingSince ? 'payment_processing' : 'awaiting_payment',
  });
  await moveDeadline(step, stood);
  const { deadline } = step.order();
  if (deadline !== null)
    step.tell({
      kind: 'extended',
      reason: because,
      facts: { from: order.deadline, to: deadline, gaveBackMs: stood },
    });
  await planAgain(step, because);
}
