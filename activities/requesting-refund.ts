import type { Answer, RequestOf } from '../domain/order/requests.ts';
import { awaitsMoney } from '../domain/order/status.ts';
import { demandOf } from '../domain/stock.ts';
import { refundKey } from '../prisma/payments.ts';
import { standings } from '../prisma/standing.ts';
import { nothingFinanced, nothingToCollect } from './becoming-paid.ts';
import { outstanding, voidInstalments } from './dues-voiding.ts';
import type { OrderStep } from './order-step.ts';
import { paymentsLeft } from '../prisma/payments-left.ts';
import type { PaymentLeft } from '../prisma/payments-left.ts';
import { revokeRewards } from './rewarding.ts';
import { askForRefund } from './sending-back.ts';
import { accepted, refused } from './request-step.ts';
import type { RequestInput } from './request-step.ts';

export type RequestRefund = RequestInput & RequestOf<'refund'>;

/**
 * Asks for money of a paid order to go back, all of it unless an amount is named; the first part has the request's own id. What is
 * still owed in instalments goes first: nobody is sent money that he owes.
 */
export async function requestRefund(
  step: OrderStep,
  { refundId, amount, reason, restock }: RequestRefund,
): Promise<Answer> {
  const { status, id: orderId, currency } = step.order();
  const left = await paymentsLeft(step.client, orderId);
  const owed = await outstanding(step);
  const most = left.reduce((sum, { credit }) => sum + credit, owed);
  // What was paid for a part counts until the order is paid or closed; then it goes back by itself.
  if (most <= 0 || awaitsMoney(status)) return refused('nothing_to_refund', { status });
  const wanted = amount ?? most;
  if (wanted > most) return refused('refund_too_large', { most });
  const letOff = Math.min(wanted, owed);
  await voidInstalments(step, { refundId, amount: letOff, restock });
  await askFor(step, { refundId, wanted: wanted - letOff, left, reason, restock, currency });
  if (status === 'paid') {
    if (wanted === most) await undo(step); // after a part they are still to be shipped: nothing is restocked
  } else if (restock) await restockGoods(step);
  return accepted;
}

interface Asking {
  readonly refundId: string;
  readonly wanted: number;
  readonly left: readonly PaymentLeft[];
  readonly reason: string;
  readonly restock: boolean;
  readonly currency: string;
}

/** Splits the wanted amount over the payments; the first part carries the request's own id. */
async function askFor(
  step: OrderStep,
  { refundId, wanted, left, reason, restock, currency }: Asking,
): Promise<void> {
  let open = wanted;
  for (const [index, { payment, credit }] of left.filter((entry) => entry.credit > 0).entries()) {
    const amount = Math.min(open, credit);
    if (amount <= 0) return;
    const key = refundKey(payment.id, `requested:${refundId}`);
    const own = index === 0 ? { id: refundId } : {};
    const { orderId, id: paymentId } = payment;
    const wish = { ...own, key, orderId, paymentId, amount, currency, reason, restock };
    await askForRefund(step, wish, { reason: 'requested', actor: 'staff' });
    open -= amount;
  }
}

/** A full refund before shipping ends the order, and its goods can be sold again (rules.md 17). */
async function undo(step: OrderStep): Promise<void> {
  await restockGoods(step);
  await step.change({
    status: 'cancelled',
    closedReason: 'refunded',
    closedAt: new Date(step.now),
    watchUntil: null,
    ...nothingToCollect,
    ...nothingFinanced(step.order()),
  });
  step.tell({ kind: 'cancelled', reason: 'refunded', actor: 'staff', facts: {} });
  revokeRewards(step);
  await standings(step.client).uncountPaid(step.order().customerId);
}

async function restockGoods(step: OrderStep): Promise<void> {
  const order = step.order();
  if (order.hold !== 'committed') return;
  const demand = demandOf(order.lines);
  step.moveStockAtEnd(
    'restock',
    demand.map((wanted) => ({ ...wanted, kind: 'restock' as const })),
  );
  await step.change({ hold: 'released' });
  step.tell({ kind: 'stock_restocked', facts: { demand } });
}
