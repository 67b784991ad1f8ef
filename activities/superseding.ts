import type { RequestOf } from '../domain/order/requests.ts';
import { STANDS_ASIDE_NO_MORE, standsAside } from '../domain/order/standing-aside.ts';
import type { OrderState } from '../domain/order/state.ts';
import { isOpen } from '../domain/order/status.ts';
import { openSessions } from '../prisma/open-sessions.ts';
import type { Answer } from '../domain/order/requests.ts';
import type { Dependencies } from './dependencies.ts';
import { orderStep } from './order-step.ts';
import type { OrderStep, StepInput } from './order-step.ts';
import { applyPaymentEvents } from './receiving.ts';
import { accepted, refused } from './request-step.ts';
import type { Carried, RequestInput } from './request-step.ts';

type Begin = RequestInput & RequestOf<'begin_supersede'>;
type End = RequestInput & RequestOf<'end_supersede'>;

/**
 * Standing aside for an order that is to replace this one (rules.md 30): nobody can pay it, its hold stays, and what happens next
 * is one transaction of the placing's (prisma/superseding.ts, prisma/merging.ts). Whose token it is may ask again at any time, so
 * answers are not kept: the row says for whom it stands aside.
 */
export function supersedingSteps(dependencies: Dependencies) {
  return {
    /** Makes the order unpayable for the holder of `token` for a minute, once its sessions are closed and nothing is being paid. */
    async beginSupersede(input: Begin): Promise<Carried> {
      const { result, state } = await orderStep(dependencies, input, async (step) => {
        await applyPaymentEvents(step);
        return begin(step, input);
      });
      return result === 'ask_first' ? { ask: true, state } : { ask: false, answer: result, state };
    },

    /** The order that was to replace it was refused: it can be paid again at once. */
    async endSupersede(input: End): Promise<Carried> {
      const { state } = await orderStep(dependencies, input, async (step) => {
        await applyPaymentEvents(step);
        if (step.order().row.supersedingToken === input.token) await goOn(step, input.because);
      });
      return { ask: false, answer: accepted, state };
    },

    /** Nobody has replaced it within the minute, nor said that he won't: it can be paid again by itself. */
    async lapseSupersede(input: StepInput): Promise<OrderState> {
      const { state } = await orderStep(dependencies, input, async (step) => {
        await applyPaymentEvents(step);
        const { supersedingSince: since } = step.order();
        if (since !== null && !standsAside(since, step.now)) await goOn(step, 'nothing_came_of_it');
      });
      return state;
    },
  };
}

async function begin(step: OrderStep, { token, asked }: Begin): Promise<Answer | 'ask_first'> {
  const { id, status, row, supersedingSince } = step.order();
  if (status === 'payment_processing') return refused('payment_in_progress', { orderId: id });
  if (!isOpen(status)) return refused('order_not_open', { orderId: id, status });
  const isAside = standsAside(supersedingSince, step.now);
  if (isAside && row.supersedingToken !== token) return refused('being_superseded', { orderId: id });
  if (row.supersedingToken !== token) step.tell({ kind: 'supersede_begun', facts: {} });
  await step.change({ supersedingSince: new Date(step.now), supersedingToken: token });
  if (!(await openSessions(step.client).any(id))) return accepted;
  if (!asked) return 'ask_first';
  await goOn(step, 'provider_unreachable');
  return refused('provider_unreachable', { orderId: id });
}

async function goOn(step: OrderStep, because: string): Promise<void> {
  await step.change(STANDS_ASIDE_NO_MORE);
  step.tell({ kind: 'supersede_ended', reason: because, facts: {} });
}
