import { condition, continueAsNew, setHandler, workflowInfo } from '@temporalio/workflow';
import { between } from '../domain/duration.ts';
import type { Task } from '../domain/credit/dues-agenda.ts';
import type { DuesState } from '../domain/credit/dues-state.ts';
import { now } from './clock.ts';
import { duesChangedSignal } from './contract.ts';
import type { InstalmentsStart } from './contract.ts';
import { performTask } from './dues-performing.ts';
import { describeTask, tellOfDues } from './dues-operators.ts';
import { steps } from './steps.ts';

/**
 * The instalments of one order, from the first reminder to the last cent, beside the order's own workflow. It waits for the next thing to
 * do or for news, whichever comes first; what is right is decided by the steps, in the database.
 */
export async function instalments({ orderId }: InstalmentsStart): Promise<DuesState> {
  let news = false;
  setHandler(duesChangedSignal, () => void (news = true));
  news = false; // what came with the start is in the rows that are read now
  let state = await steps.openDues({ orderId, now: now() });
  tellOfDues(state);

  while (!state.over) {
    if (workflowInfo().continueAsNewSuggested) return continueAsNew<typeof instalments>({ orderId });
    const [task] = state.agenda;
    await untilThereIs(() => news, task);
    if (news) {
      news = false;
      state = await steps.readDues({ orderId, now: now() });
    } else if (task) state = await performTask(state, task);
    tellOfDues(state);
  }
  return state;
}

async function untilThereIs(news: () => boolean, task: Task | undefined): Promise<void> {
  if (!task) return condition(news);
  const wait = between(now(), task.at);
  if (wait <= 0) return; // condition(fn, 0) would be a timer of its own
  await condition(news, wait, { summary: describeTask(task) });
}
