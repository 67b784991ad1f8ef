import type { Answer, RequestOf } from '../domain/order/requests.ts';
import { requestAnswers } from '../prisma/request-answers.ts';
import { tellBuyerItIsClosed } from './closed-notice.ts';
import { closeAs } from './closing.ts';
import type { Dependencies } from './dependencies.ts';
import { payableUntil } from './moving-deadline.ts';
import type { OrderStep } from './order-step.ts';
import { accepted, reasonNotToChange, requestStep, sessionsInTheWay } from './request-step.ts';
import type { Carried, RequestInput } from './request-step.ts';

type Cancel = RequestInput & RequestOf<'cancel'>;

/** Cancelling: asked first, so that a payment on its way is neither lost nor kept for a cancelled order (rules.md 16). */
export function cancellingSteps(dependencies: Dependencies) {
  return {
    /** Cancels the order and releases its stock. Staff may force it past a payment under way: that money goes back when it comes. */
    async cancelOrder(input: Cancel): Promise<Carried> {
      return requestStep(dependencies, input, (step) => cancel(step, input));
    },
  };
}

/** Cancels the order in a step that carries out a request; `ask_first`: sessions at the provider are in the way. */
export async function cancel(
  step: OrderStep,
  input: Omit<Cancel, 'kind' | 'requestId'>,
): Promise<Answer | 'ask_first'> {
  const forced = input.by === 'staff' && input.force === true && step.order().status === 'payment_processing';
  const refusal = forced ? undefined : reasonNotToChange(step);
  if (refusal) return refusal;
  const inTheWay = forced && input.asked ? undefined : await sessionsInTheWay(step, input.asked);
  if (inTheWay === 'ask_first') await refuseNewAttempts(step);
  if (inTheWay !== undefined) return inTheWay === 'ask_first' ? inTheWay : giveUp(step, inTheWay);
  const note = await requestAnswers(step.client).note(input.noteId);
  await closeAs(step, {
    status: 'cancelled',
    closedReason: `cancelled_by_${input.by}`,
    closedNote: note ?? input.reason,
  });
  step.tell({ kind: 'cancelled', reason: input.reason, actor: input.by, facts: { by: input.by, forced } });
  await tellBuyerItIsClosed(step);
  return accepted;
}

async function refuseNewAttempts(step: OrderStep): Promise<void> {
  if (step.order().closingSince) return;
  await step.change({ closingSince: new Date(step.now) });
  step.tell({ kind: 'closing', reason: 'cancel_requested', facts: {} });
}

/** The provider could not be asked: the order stays as it was, and may be paid again unless its time is up. */
async function giveUp(step: OrderStep, refusal: Answer): Promise<Answer> {
  await step.change(payableUntil(step, step.order().releaseAt));
  return refusal;
}
