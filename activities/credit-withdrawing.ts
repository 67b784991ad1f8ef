import { isOpen } from '../domain/order/status.ts';
import { creditApplications } from '../prisma/credit-applications.ts';
import { noOffers } from '../prisma/order-credit.ts';
import type { StoredOrder } from '../prisma/orders.ts';
import { nothingFinanced } from './becoming-paid.ts';
import { showCredit } from './credit-progress.ts';
import { endStanding } from './credit-standing.ts';
import type { OrderStep } from './order-step.ts';

/** Withdraws the order's undecided application, if it has one: money came for a part, or the order is not what was applied for any more. */
export async function withdrawApplication(
  step: OrderStep,
  reason: 'money_arrived' | 'order_changed',
): Promise<void> {
  const { id, status, row } = step.order();
  if (row.creditApplicationId === null || !isOpen(status)) return;
  const withdrawn = await creditApplications(step.client).withdraw(id, reason, step.now);
  if (!withdrawn) return;
  step.tell({ kind: 'credit_withdrawn', reason, facts: { application: withdrawn.id } });
  await step.change({ creditNext: null, creditNextAt: null, offers: noOffers, offersExpireAt: null });
  await showCredit(step, withdrawn);
  await endStanding(step, 'credit_withdrawn');
}

/** The order as it is without what was financed of it: what lines are changed on. */
export function withoutCredit(order: StoredOrder): StoredOrder {
  return { ...order, financed: 0, amountDue: order.amountDue + order.financed };
}

/** Credit was for the order as it was: a changed one may be applied for again, and offers for the old one are over. */
export async function takeCreditBack(step: OrderStep): Promise<void> {
  const { financed, offers, row, id } = step.order();
  await withdrawApplication(step, 'order_changed');
  if (offers !== undefined) await step.change({ offers: noOffers, offersExpireAt: null });
  if (financed === 0) return;
  await step.change({ ...nothingFinanced(step.order()), instalments: null });
  const withdrawn = await creditApplications(step.client).takeBack(
    row.creditApplicationId ?? '',
    'order_changed',
    step.now,
  );
  if (!withdrawn) throw new Error(`order ${id} is financed without an approval`);
  step.tell({
    kind: 'credit_withdrawn',
    reason: 'order_changed',
    facts: { application: withdrawn.id, financed },
  });
  await showCredit(step, withdrawn);
}
