import { ActivityFailure, isCancellation, patched } from '@temporalio/workflow';
import { SECOND, later } from '../domain/duration.ts';
import { postpone } from '../domain/order/agenda.ts';
import type { Due } from '../domain/order/agenda.ts';
import type { OrderState } from '../domain/order/state.ts';
import { now } from './clock.ts';
import { performDue } from './due-steps.ts';
import { hands } from './steps.ts';

/** A call to the outside that failed, or a step in vain, is tried again after this long; messages are taken meanwhile (rules.md 5). */
const TRY_AGAIN = 15 * SECOND;

/** Finds on the agenda what was done in vain. */
type InVain = (agenda: readonly Due[], done: Due) => Due | undefined;

/** Does what is due. A failed call to the outside becomes a due time, and so does what is done in vain. */
export async function perform(state: OrderState, due: Due, inVain: InVain): Promise<OrderState> {
  try {
    const after = await performDue(hands, state, due);
    const again = inVain(after.agenda, due);
    return again && patched('in-vain') ? putOff(after, again) : after;
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    return putOff(state, due);
  }
}

function putOff(state: OrderState, due: Due): OrderState {
  return { ...state, agenda: postpone(state.agenda, due, later(now(), TRY_AGAIN)) };
}
