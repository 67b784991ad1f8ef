import { reasonNotToTakeUp } from '../domain/payment/settlement.ts';
import { demandOf } from '../domain/stock.ts';
import { orders } from '../prisma/orders.ts';
import type { UnappliedEvent } from '../prisma/unapplied-events.ts';
import { tellBuyerItIsPaid, watchUntil } from './becoming-paid.ts';
import { alertAbout, factsOf } from './event-facts.ts';
import type { OrderStep } from './order-step.ts';
import { makePromise } from './promising.ts';
import { receive } from './receiving-money.ts';
import { giveRewards } from './rewarding.ts';
import { sendBack } from './sending-back.ts';
import { standingAfterPayment, standingAfterTakingUp } from './standing.ts';

/** Money for an expired order: taken up again in one go when everything allows it, else sent back, once (rules.md 15). */
export async function settleLateMoney(step: OrderStep, event: UnappliedEvent): Promise<void> {
  const order = step.order();
  const { standing } = await step.buyer();
  const { latePayment } = step.policy.payment;
  const reason =
    reasonNotToTakeUp(order, { latePayment, amount: event.amount, buyerBlocked: standing === 'blocked' }) ??
    (await reasonStockRefuses(step));
  step.tell({
    kind: 'late_payment',
    reason: reason ?? 'taken_up_again',
    actor: 'provider',
    facts: factsOf(event),
  });
  const credited = reason ? 0 : order.amountDue;
  const { payment } = await receive(step, event, credited);
  const back = event.amount - credited;
  if (back > 0) await sendBack(step, payment, back, reason ? 'late' : 'excess');
  await alertAbout(step, event, reason ? 'late_payment_refunded' : 'late_payment_taken_up');
  if (!reason) await takeUpAgain(step);
}

async function reasonStockRefuses(step: OrderStep): Promise<string | undefined> {
  const order = step.order();
  const moves = demandOf(order.lines).flatMap((demand) => [
    { ...demand, kind: 'hold' as const },
    { ...demand, kind: 'commit' as const },
  ]);
  const shortages = await step.moveStock(`take_up:${order.version}`, moves);
  return shortages.length > 0 ? 'sold_out' : undefined;
}

/** The one way out of a terminal state, `expired → paid`, and a workflow of its own to go on with. */
async function takeUpAgain(step: OrderStep): Promise<void> {
  const { id, total, financed } = step.order();
  await step.change({
    status: 'paid',
    amountPaid: total - financed,
    amountDue: 0,
    hold: 'committed',
    paymentState: 'succeeded',
    paidAt: new Date(step.now),
    closedReason: null,
    closedNote: null,
    closedAt: null,
    unpaidClose: false,
    closingSince: null,
    startedAt: null,
    workflowId: await orders(step.client).nextWorkflowId(step.order()),
    watchUntil: watchUntil(step),
  });
  step.tell({ kind: 'taken_up_again', facts: { workflow: step.order().workflowId } });
  step.tell({
    kind: 'stock_committed',
    reason: 'taken_up_again',
    facts: { demand: demandOf(step.order().lines) },
  });
  await standingAfterTakingUp(step);
  await standingAfterPayment(step);
  await giveRewards(step);
  await tellBuyerItIsPaid(step);
  await makePromise(step, step.now);
  step.afterwards(() => step.dependencies.companions.startOrder(id));
}
