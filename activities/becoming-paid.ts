import { durationMs, later } from '../domain/duration.ts';
import { demandOf } from '../domain/stock.ts';
import type { Order } from '../domain/order/order.ts';
import { STANDS_ASIDE_NO_MORE } from '../domain/order/standing-aside.ts';
import { messageQueue } from '../prisma/message-queue.ts';
import { tellBuyerItIsClosed } from './closed-notice.ts';
import { agreeOnInstalments } from './dues-agreeing.ts';
import { serviceChannels, queueMessages } from './messages.ts';
import type { OrderStep } from './order-step.ts';
import { makePromise } from './promising.ts';
import { giveRewards } from './rewarding.ts';
import { sendBackAll } from './sending-back.ts';
import { standingAfterPayment } from './standing.ts';

/**
 * Nothing is due any more: the hold is committed and the order is paid, in the transaction that credited the money. An
 * order that held nothing (`deductOn: payment`) takes its stock now; is there none, it ends as sold out and the money goes back.
 * `tell` says it to the buyer.
 */
export async function becomePaid(
  step: OrderStep,
  tell: (step: OrderStep) => Promise<void> = tellBuyerItIsPaid,
): Promise<void> {
  const order = step.order();
  const demand = demandOf(order.lines);
  const commit = demand.map((wanted) => ({ ...wanted, kind: 'commit' as const }));
  const name = `pay:${order.version}`;
  if (order.hold === 'held') step.moveStockAtEnd(name, commit);
  else {
    const hold = demand.map((wanted) => ({ ...wanted, kind: 'hold' as const }));
    const shortages = await step.moveStock(name, [...hold, ...commit]);
    if (shortages.length > 0) return becomeSoldOut(step, shortages);
  }
  step.changeLater({
    status: 'paid',
    hold: 'committed',
    paymentState: 'succeeded',
    failureCode: null,
    paidAt: new Date(step.now),
    watchUntil: watchUntil(step),
    ...nothingToCollect,
  });
  step.tell({ kind: 'stock_committed', facts: { demand } });
  await standingAfterPayment(step);
  await giveRewards(step);
  await tell(step);
  await agreeOnInstalments(step);
  await makePromise(step, step.now);
}

/** What an order no longer has once nothing is collected: reminders, a pause, a closing or a replacement under way. */
export const nothingToCollect = {
  reminderPlan: [],
  nextReminderAt: null,
  pausedSince: null,
  processingSince: null,
  closingSince: null,
  ...STANDS_ASIDE_NO_MORE,
  creditSince: null,
  creditNext: null,
  creditNextAt: null,
};

/** What an order that ends without being paid no longer has: the part of it that was financed is due again. */
export function nothingFinanced({ financed, amountDue }: Pick<Order, 'financed' | 'amountDue'>) {
  return financed === 0 ? {} : { financed: 0n, amountDue: BigInt(amountDue + financed) };
}

/** Until when a paid order is watched; null where the policy promises nothing (rules.md 27). */
export function watchUntil(step: OrderStep): Date | null {
  const { promise, fulfilment } = step.policy;
  return promise.enabled ? new Date(later(step.now, durationMs(fulfilment.watch))) : null;
}

/** The buyer's queued reminders are skipped, of all his orders, and he is told (rules.md 25). */
export async function tellBuyerItIsPaid(step: OrderStep): Promise<void> {
  await messageQueue(step.client).skipReminders(step.order().customerId, 'the buyer has paid');
  await queueMessages(step, { purpose: 'paid', channels: serviceChannels });
}

async function becomeSoldOut(step: OrderStep, shortages: readonly unknown[]): Promise<void> {
  await step.change({
    status: 'cancelled',
    closedReason: 'sold_out',
    closedAt: new Date(step.now),
    ...nothingToCollect,
    ...nothingFinanced(step.order()),
  });
  step.tell({ kind: 'cancelled', reason: 'sold_out', facts: { shortages } });
  await sendBackAll(step, 'sold_out');
  await tellBuyerItIsClosed(step);
}
