import { allHandlersFinished, condition, continueAsNew, workflowInfo } from '@temporalio/workflow';
import { nextDue } from '../domain/order/agenda.ts';
import type { Due } from '../domain/order/agenda.ts';
import type { OrderState } from '../domain/order/state.ts';
import { now } from './clock.ts';
import type { OrderOutcome, OrderStart } from './contract.ts';
import { describeDue, tellOperators } from './operators.ts';
import { noticeInVain } from './in-vain.ts';
import { openInbox } from './inbox.ts';
import type { Inbox } from './inbox.ts';
import { answer } from './answering.ts';
import { perform } from './performing.ts';
import { steps } from './steps.ts';

/** Messages an order takes before it goes on in a fresh history (rules.md 9). */
const MOST_MESSAGES = 2_000;

/**
 * One order, from placed to delivered or closed. It waits for the next thing due or the next message, whichever comes first, and
 * does one thing at a time; this loop alone changes its state. What is right is decided by the steps, in the database. What comes
 * too late is answered all the same: money goes by the late rule, requests are refused by the row.
 */
export async function order(start: OrderStart): Promise<OrderOutcome> {
  const { orderId, state: handedOver, freshAfter = MOST_MESSAGES } = start;
  const inbox = openInbox();
  const inVain = noticeInVain<Due>();
  let state = handedOver ?? (await steps.openOrder({ orderId, now: now() }));
  tellOperators(state);

  while (isOurs(state) || inbox.holds()) {
    if (needsFreshHistory(inbox, freshAfter)) return startAnew(inbox, { ...start, state });
    const due = isOurs(state) ? nextDue(state.agenda) : undefined;
    const message = await inbox.next({ until: due?.at, because: due && describeDue(due) });
    if (message) state = await answer(state, message);
    else if (due) state = await perform(state, due, inVain);
    tellOperators(state);
  }
  await condition(allHandlersFinished);
  return { orderId, status: state.status, reason: state.closedReason };
}

/** Whether there is more to wait for, and it is for this workflow: one order has one loop, also when it is taken up again. */
function isOurs(state: OrderState): boolean {
  return !state.over && state.workflowId === workflowInfo().workflowId;
}

function needsFreshHistory(inbox: Inbox, freshAfter: number): boolean {
  return workflowInfo().continueAsNewSuggested || inbox.taken() >= freshAfter;
}

async function startAnew(inbox: Inbox, start: OrderStart & { readonly state: OrderState }): Promise<never> {
  let { state } = start;
  for (let message = inbox.take(); message; message = inbox.take()) state = await answer(state, message);
  await condition(allHandlersFinished);
  return continueAsNew<typeof order>({ ...start, state });
}
