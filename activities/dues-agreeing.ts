import { becomesOverdueAt, fallsDueAt } from '../domain/credit/dues-times.ts';
import { instalmentPlans } from '../prisma/instalment-plans.ts';
import { instalments } from '../prisma/instalments.ts';
import { zoneOf } from './credit-progress.ts';
import { watchAgain } from './dues-receiving.ts';
import type { OrderStep } from './order-step.ts';

/**
 * What was financed of an order that has just become paid is paid back by the plan its buyer saw: the one in its application. Part of the
 * step that pays it, so no order is paid by credit without its instalments. What somebody else finances is none of ours.
 */
export async function agreeOnInstalments(step: OrderStep): Promise<void> {
  const { id: orderId, status, financed, currency, customerId, credit, row } = step.order();
  if (financed === 0 || status !== 'paid') return;
  const plan = credit?.plan ?? [];
  const applicationId = row.creditApplicationId;
  if (applicationId === null || plan.reduce((sum, { amount }) => sum + amount, 0) !== financed)
    throw new Error(`order ${orderId} finances ${financed}, and its plan is of another amount`);
  const { dues } = step.policy.credit;
  const zone = await zoneOf(step);
  const agreed = { orderId, customerId, applicationId, currency, amount: financed, agreedAt: step.now };
  await instalmentPlans(step.client).add(agreed);
  const planned = plan.map((instalment) => ({
    ...instalment,
    dueAt: fallsDueAt(instalment.dueOn, zone, dues),
    overdueAt: becomesOverdueAt(instalment.dueOn, zone, dues),
  }));
  await instalments(step.client).add({ orderId, customerId }, planned);
  step.tell({ kind: 'instalments_agreed', facts: { application: applicationId, financed, plan } });
  watchAgain(step);
}
