import type { Answer } from '../domain/order/requests.ts';
import type { OrderState } from '../domain/order/state.ts';
import { awaitsMoney } from '../domain/order/status.ts';
import { standsAside } from '../domain/order/standing-aside.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import { openSessions } from '../prisma/open-sessions.ts';
import { requestAnswers } from '../prisma/request-answers.ts';
import type { Dependencies } from './dependencies.ts';
import { orderStep } from './order-step.ts';
import type { OrderStep, StepInput } from './order-step.ts';
import { applyPaymentEvents } from './receiving.ts';

/** A request on its way through a step. `asked`: the provider was asked about the order's sessions just before. */
export interface RequestInput extends StepInput {
  readonly requestId: string;
  readonly asked: boolean;
}

/** Either the answer, or `ask`: sessions at the provider stand in the way; have them closed, then run the step again. */
export type Carried =
  | { readonly ask: true; readonly state: OrderState }
  | { readonly ask: false; readonly answer: Answer; readonly state: OrderState };

export const accepted: Answer = { accepted: true };

export function refused(code: RefusalCode, facts?: Readonly<Record<string, unknown>>): Answer {
  return facts ? { accepted: false, code, facts } : { accepted: false, code };
}

/**
 * Carries out one request to an order, once per request id: what was answered before is answered again. What providers
 * told us comes first, so a request never overtakes a payment.
 */
export async function requestStep(
  dependencies: Dependencies,
  input: RequestInput,
  work: (step: OrderStep) => Promise<Answer | 'ask_first'>,
): Promise<Carried> {
  const { result, state } = await orderStep(dependencies, input, async (step) => {
    const answers = requestAnswers(step.client);
    const before = await answers.find(input.requestId);
    if (before) return before;
    await applyPaymentEvents(step);
    const answer = await work(step);
    if (answer !== 'ask_first') await answers.keep(input.requestId, input.orderId, answer, step.now);
    return answer;
  });
  return result === 'ask_first' ? { ask: true, state } : { ask: false, answer: result, state };
}

/** Why a request to change the order can't be taken, or undefined: it must be unpaid, unclosed, not about to be replaced, and no payment under way. */
export function reasonNotToChange(step: OrderStep): Answer | undefined {
  const { status, supersedingSince } = step.order();
  if (status === 'payment_processing') return refused('payment_in_progress');
  if (standsAside(supersedingSince, step.now)) return refused('being_superseded');
  if (!awaitsMoney(status)) return refused('order_not_open', { status });
  return undefined;
}

/** Sessions in the way of a change: asked about and closed first; still there afterwards, the provider could not be reached. */
export async function sessionsInTheWay(
  step: OrderStep,
  asked: boolean,
): Promise<Answer | 'ask_first' | undefined> {
  if (!step.liveSessions || !(await openSessions(step.client).any(step.order().id))) return undefined;
  return asked ? refused('provider_unreachable') : 'ask_first';
}
