import { ActivityFailure, isCancellation, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Calls, Steps } from '../activities/index.ts';
import { now } from './clock.ts';
import { MESSAGES_TASK_QUEUE, OUTSIDE_TASK_QUEUE } from './contract.ts';
import type { Hands, LoopCalls } from './hands.ts';

/**
 * Database steps, as local activities: few history events, low latency. A step is one transaction of at most 8 s; it is
 * tried until it succeeds, since the order can't go on without it, quickly at first so that a restarted database is not noticed.
 */
export const steps = proxyLocalActivities<Steps>({
  startToCloseTimeout: '10 seconds',
  localRetryThreshold: '10 seconds',
  retry: { initialInterval: '100 milliseconds', backoffCoefficient: 2, maximumInterval: '10 seconds' },
});

/** `summary` is what a person in the Temporal UI reads beside the call. */
const callFor = (summary: string, taskQueue: string = OUTSIDE_TASK_QUEUE) =>
  proxyActivities<LoopCalls>({
    taskQueue,
    scheduleToCloseTimeout: '10 seconds',
    retry: { maximumAttempts: 1 },
    summary,
  });

/**
 * Calls to the outside that the loop waits for: once, and at most 10 s (rules.md 5). A call that fails becomes a due time;
 * Temporal does not repeat it, the agenda does.
 */
export const calls: LoopCalls = {
  askSessions: callFor('ask the provider whether it was paid').askSessions,
  closeSessions: callFor('ask the provider, and close what is not paid').closeSessions,
  askBureau: callFor('ask the credit bureau for a report').askBureau,
  subscribeParcel: callFor('ask the carrier for updates on the parcel').subscribeParcel,
  // All messages of an order in one call: a reminder on two channels costs no more events than on one.
  deliverMessages: callFor('hand over the messages that are queued', MESSAGES_TASK_QUEUE).deliverMessages,
};

/** Refunds go on for a week: money that is owed is not given up because a provider is down over the weekend. */
export const patientCalls = proxyActivities<Pick<Calls, 'sendRefund'>>({
  taskQueue: OUTSIDE_TASK_QUEUE,
  startToCloseTimeout: '20 seconds',
  scheduleToCloseTimeout: '7 days',
  retry: { initialInterval: '5 seconds', backoffCoefficient: 2, maximumInterval: '1 hour' },
  summary: 'send the money back',
});

/** Calls about instalments: nobody waits for them, so they have time for a provider that has to be asked several things in a row. */
const duesCallFor = (summary: string) =>
  proxyActivities<Pick<Calls, 'askInstalmentSessions' | 'closeInstalmentSessions' | 'sendDebit'>>({
    taskQueue: OUTSIDE_TASK_QUEUE,
    scheduleToCloseTimeout: '30 seconds',
    retry: { maximumAttempts: 1 },
    summary,
  });

export const duesCalls = {
  askInstalmentSessions: duesCallFor('ask the provider whether it was paid').askInstalmentSessions,
  closeInstalmentSessions: duesCallFor('ask the provider, and close what is not paid')
    .closeInstalmentSessions,
  sendDebit: duesCallFor('debit the buyer’s card').sendDebit,
};

/** The result of a call, or undefined when it failed: for callers that go on either way. */
export async function attempted<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ActivityFailure && !isCancellation(error)) return undefined;
    throw error;
  }
}

/** An order's workflow at work: through the engine, on its clock. */
export const hands: Hands = { steps, calls, now, attempted };
