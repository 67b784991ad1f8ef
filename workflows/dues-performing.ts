import { ActivityFailure, isCancellation } from '@temporalio/workflow';
import { MINUTE, between, later } from '../domain/duration.ts';
import type { Task } from '../domain/credit/dues-agenda.ts';
import type { DuesState } from '../domain/credit/dues-state.ts';
import { now } from './clock.ts';
import { stillDueAtOnce } from './in-vain.ts';
import { attempted, calls, duesCalls, steps } from './steps.ts';

/** What could not be done because somebody outside did not answer is tried again after this long. */
const TRY_AGAIN = MINUTE;

/** Does what is next. What is still to be done at once afterwards was in vain, and waits a little. */
export async function performTask(state: DuesState, task: Task): Promise<DuesState> {
  const after = await doTask(state, task);
  const again = stillDueAtOnce(after.agenda, task);
  return again ? postponed(after, again) : after;
}

function postponed(state: DuesState, task: Task): DuesState {
  const at = later(now(), TRY_AGAIN);
  const agenda = state.agenda.map((entry) => (entry === task ? { ...entry, at } : entry));
  return { ...state, agenda: agenda.toSorted((a, b) => between(b.at, a.at)) };
}

async function doTask(state: DuesState, task: Task): Promise<DuesState> {
  const { orderId } = state;
  const input = () => ({ orderId, now: now() });
  switch (task.what) {
    case 'deliver_messages':
      await attempted(calls.deliverMessages(input()));
      return steps.readDues(input());
    case 'fall_due':
      return steps.fallDue({ ...input(), number: task.number });
    case 'debit':
      return debit(state, task.number);
    case 'ask_debit':
      return sendDebit(state, task.debitId);
    case 'overdue':
      // Nobody is said to be late whose money is there.
      await attempted(duesCalls.askInstalmentSessions({ ...input(), number: task.number }));
      return steps.fallOverdue({ ...input(), number: task.number });
    case 'remind':
      await attempted(duesCalls.askInstalmentSessions({ ...input(), number: task.number }));
      return steps.remindOfInstalment({ ...input(), number: task.number, stage: task.stage });
    case 'close_sessions':
      await attempted(duesCalls.closeInstalmentSessions({ ...input(), number: task.number }));
      return steps.readDues(input());
    default:
      return task satisfies never;
  }
}

/** Ask and close what the buyer might be paying by → write the debit down → ask for it. In that order. */
async function debit({ orderId }: DuesState, number: number): Promise<DuesState> {
  await attempted(duesCalls.closeInstalmentSessions({ orderId, number, now: now() }));
  const begun = await steps.beginDebit({ orderId, number, now: now() });
  return begun.debitId === null ? begun.state : sendDebit(begun.state, begun.debitId);
}

/** Asks for a debit, or once more what became of it: the key is the same. */
async function sendDebit({ orderId }: DuesState, debitId: string): Promise<DuesState> {
  const answer = await duesCalls.sendDebit({ debitId }).catch((error: unknown) => {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    return { state: 'unknown', why: error.cause?.message ?? error.message } as const;
  });
  return steps.takeDebit({ orderId, debitId, answer, now: now() });
}
