import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import temporalProto from '@temporalio/proto';
import { SECOND } from '../domain/duration.ts';
import { saysWorkflowIsOver } from './engine-errors.ts';

const { FastForwardPollingResult } = temporalProto.temporal.api.enums.v1;

/** One poll waits this long at most on the server. */
const POLL = 20 * SECOND;

/**
 * Polls that only timed out are repeated this often, half an hour in all. A day of an order with everything in it takes a few seconds, but
 * a month of one whose payment stays under way is thousands of times of asking, each of them real, and a busy machine takes longer.
 */
const MOST_POLLS = 90;

/** What is under way is looked at this often: a call to the outside takes at most 10 s (rules.md 5). */
const LOOK_EVERY = 50;
const MOST_LOOKS = 240;

/**
 * Moves an order's clock `ms` ahead: its workflow's, and those of the companions beside it. One that begins on the way begins on
 * the new clock, so it is only waited for (rules.md 8). Workflows that are over have no clock any more; that is fine.
 */
export async function fastForwardOrder(
  client: Client,
  { workflowId, companionIds }: { readonly workflowId: string; readonly companionIds: readonly string[] },
  ms: number,
): Promise<void> {
  const companions = await Promise.all(
    companionIds.map(async (id) => ({ id, ranBefore: await isRunning(client, id) })),
  );
  await runningOnly(() => fastForward(client, workflowId, ms));
  for (const { id, ranBefore } of companions)
    await runningOnly(() => (ranBefore ? fastForward(client, id, ms) : untilIdle(client, id)));
}

async function isRunning(client: Client, workflowId: string): Promise<boolean> {
  try {
    return (await client.workflow.getHandle(workflowId).describe()).status.name === 'RUNNING';
  } catch (error) {
    if (saysWorkflowIsOver(error)) return false;
    throw error;
  }
}

async function runningOnly(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!saysWorkflowIsOver(error)) throw error;
  }
}

/** Waits until nothing of a workflow is under way: it sleeps, or is over. One that stays busy is not waited for any longer. */
async function untilIdle(client: Client, workflowId: string): Promise<void> {
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const { status, raw } = await client.workflow.getHandle(workflowId).describe();
    const isBusy = raw.pendingWorkflowTask || (raw.pendingActivities ?? []).length > 0;
    if (status.name !== 'RUNNING' || !isBusy) return;
    await sleep(LOOK_EVERY);
  }
}

/**
 * Moves one workflow's clock `ms` ahead on the engine and waits until all that became due is done (rules.md 8). The server
 * skips idle time only: activities and workflow tasks run for real. A workflow that closes on the way has no clock any more;
 * that is fine. It waits for what is under way first: a stretch that were over before the workflow is idle would make the server
 * skip to the next timer, however far (1.32.0). Throws when the engine can't skip time, or does not get there.
 */
export async function fastForward(client: Client, workflowId: string, ms: number): Promise<void> {
  const { workflowService } = client.connection;
  const { namespace } = client.options;
  await untilIdle(client, workflowId);
  const id = await beginFastForward(client, workflowId, ms);
  const workflowExecution = { workflowId };
  for (let poll = 0; poll < MOST_POLLS; poll += 1) {
    const { fastForwardPollingResult: result } = await client.withDeadline(Date.now() + 2 * POLL, () =>
      workflowService.pollWorkflowExecutionTimeSkipping({ namespace, workflowExecution, fastForwardId: id }),
    );
    if (result !== FastForwardPollingResult.FAST_FORWARD_POLLING_RESULT_POLL_TIMEOUT) return;
  }
  throw new Error(`${workflowId} did not get ${ms} ms ahead`);
}

/** Has the engine begin to move a workflow's clock `ms` ahead, and waits for nothing. Answers the stretch's id. */
export async function beginFastForward(client: Client, workflowId: string, ms: number): Promise<string> {
  const { workflowService } = client.connection;
  const id = randomUUID();
  const timeSkippingConfig = { enabled: true, fastForwardConfig: { id, duration: msToTs(ms) } };
  await client.withDeadline(Date.now() + POLL, () =>
    workflowService.updateWorkflowExecutionOptions({
      namespace: client.options.namespace,
      workflowExecution: { workflowId },
      workflowExecutionOptions: { timeSkippingConfig },
      updateMask: { paths: ['time_skipping_config'] },
    }),
  );
  return id;
}
