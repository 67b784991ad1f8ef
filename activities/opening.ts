import type { OrderState } from '../domain/order/state.ts';
import { isOpen } from '../domain/order/status.ts';
import { messageQueue } from '../prisma/message-queue.ts';
import { alertStaff } from './alert-staff.ts';
import type { Dependencies } from './dependencies.ts';
import { tellBuyerItIsPaid, watchUntil } from './becoming-paid.ts';
import { queueMessages, serviceChannels } from './messages.ts';
import { orderStep } from './order-step.ts';
import type { OrderStep, StepInput } from './order-step.ts';
import { planAgain } from './planning.ts';
import { makePromise } from './promising.ts';
import { applyPaymentEvents } from './receiving.ts';
import { giveRewards } from './rewarding.ts';

/** The first step of an order's workflow, and the one that takes payment events. */
export function openingSteps(dependencies: Dependencies) {
  return {
    /**
     * Marks the row started, applies what providers told us meanwhile, plans the reminders. Run again it changes nothing.
     * A row that is over already answers `over`, and the workflow ends (rules.md 3).
     */
    async openOrder(input: StepInput): Promise<OrderState> {
      const { state } = await orderStep(dependencies, input, async (step) => {
        await applyPaymentEvents(step);
        if (!step.order().row.startedAt) await begin(step);
      });
      return state;
    },

    /** Applies the order's stored payment events (rules.md 12), whatever its status. */
    async applyPayments(input: StepInput): Promise<OrderState> {
      return (await orderStep(dependencies, input, applyPaymentEvents)).state;
    },
  };
}

/** What an order's first step does besides: its reminders, its watch, the thanks for one that had nothing due, and the deadline told at once to who has to wait for his goods. */
async function begin(step: OrderStep): Promise<void> {
  const { id, status, row, kind, deadline, plan, placedAt, total } = step.order();
  const watched = (status === 'paid' || status === 'confirmed') && !row.watchUntil;
  step.changeLater({
    startedAt: new Date(step.now),
    ...(watched ? { watchUntil: watchUntil(step) } : {}),
  });
  if (status === 'paid' || status === 'confirmed')
    await makePromise(step, row.paidAt?.toISOString() ?? placedAt);
  if (status === 'paid') await giveRewards(step); // given at payment, unless the order was made of paid parts
  if (status === 'paid' && !(await messageQueue(step.client).isTold(id, 'paid')))
    await tellBuyerItIsPaid(step);
  if (total >= step.policy.alerts.largeOrder) await tellOfLargeOrder(step);
  if (!isOpen(status)) return;
  if (plan === undefined) await planAgain(step, 'placed');
  if (kind === 'made_to_order' && deadline)
    await queueMessages(step, { purpose: 'deadline_notice', stage: 'placed', channels: serviceChannels });
}

/** An unusually large order is worth a look (product.md section 10): a mistake, a fraud, or a buyer to be looked after. */
async function tellOfLargeOrder(step: OrderStep): Promise<void> {
  const { total, currency } = step.order();
  const facts = { total, currency, from: step.policy.alerts.largeOrder };
  await alertStaff(step, { kind: 'large_order', facts });
}
