import { asWithdrawn, isUndecided } from '../domain/credit/application.ts';
import { durationMs, later } from '../domain/duration.ts';
import type { AgendaFacts } from '../domain/order/agenda.ts';
import { isClosed, isOpen } from '../domain/order/status.ts';
import type { Policy } from '../domain/policy/schema.ts';
import { creditApplications } from '../prisma/credit-applications.ts';
import { jsonOf, noOffers, noProvider, takenProvider } from '../prisma/order-credit.ts';
import type { StoredOrder } from '../prisma/orders.ts';
import { providerRecords } from '../prisma/provider-records.ts';
import type { OrderStep } from './order-step.ts';

/** What an application does by itself, as the order's row has it. */
export function creditAgenda(
  { row }: StoredOrder,
  policy: Policy,
): Pick<AgendaFacts, 'creditNext' | 'creditWaitUntil' | 'offersExpireAt'> {
  const { creditNext: what, creditNextAt: at, creditSince } = row;
  const isKnown = what === 'ask_bureau' || what === 'score_credit';
  return {
    creditNext: isKnown && at ? { what, at: at.toISOString() } : null,
    creditWaitUntil: creditSince ? later(creditSince.toISOString(), waitLeft({ row }, policy)) : null,
    offersExpireAt: row.offersExpireAt?.toISOString() ?? null,
  };
}

/** Milliseconds for which the order's deadline may still stand still for applications (`credit.wait`, rules.md 20). */
export function waitLeft({ row }: Pick<StoredOrder, 'row'>, { credit }: Policy): number {
  return Math.max(0, durationMs(credit.wait) - Number(row.creditWaitMs));
}

/**
 * What ends with an order, whichever step has ended it: an application that was not decided is withdrawn, and an outside provider's
 * success is counted.
 */
export async function endCredit(step: OrderStep): Promise<void> {
  const { status, row, credit } = step.order();
  if (!isOpen(status)) {
    if (credit && isUndecided(credit.state)) await withdrawWithOrder(step);
    if (credit?.state === 'approved' && isClosed(status)) await takeBackApproval(step);
    if (row.offersExpireAt) await step.change({ offers: noOffers, offersExpireAt: null });
  }
  await countProvider(step);
}

async function withdrawWithOrder(step: OrderStep): Promise<void> {
  const { id, status } = step.order();
  const reason = status === 'paid' ? 'money_arrived' : 'order_closed';
  const withdrawn = await creditApplications(step.client).withdraw(id, reason, step.now);
  if (withdrawn) await showWithdrawn(step, withdrawn.id, reason);
}

/** Nothing of a closed order is financed any more, whatever was approved. */
async function takeBackApproval(step: OrderStep): Promise<void> {
  const applications = creditApplications(step.client);
  const { creditApplicationId } = step.order().row;
  const withdrawn = await applications.takeBack(creditApplicationId ?? '', 'order_closed', step.now);
  if (withdrawn) await showWithdrawn(step, withdrawn.id, 'order_closed');
}

async function showWithdrawn(step: OrderStep, application: string, reason: string): Promise<void> {
  const { credit, status } = step.order();
  step.tell({ kind: 'credit_withdrawn', reason, facts: { application, status } });
  if (credit) await step.change({ credit: jsonOf(asWithdrawn(credit)) });
}

/** Paid is a success; closed, or paid another way, is none. */
async function countProvider(step: OrderStep): Promise<void> {
  const { status, paymentMethod, row } = step.order();
  const taken = takenProvider(row);
  if (!taken || (isOpen(status) && paymentMethod === 'instalments')) return;
  const wasPaid = status === 'paid' && paymentMethod === 'instalments';
  await providerRecords(step.client).count(taken, wasPaid);
  await step.change({ outsideProvider: noProvider });
}
