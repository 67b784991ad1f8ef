import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import temporalProto from '@temporalio/proto';
import { SECOND } from '../domain/duration.ts';

const { FastForwardPollingResult } = temporalProto.temporal.api.enums.v1;

/** One poll waits this long at most on the server. */
const POLL = 20 * SECOND;

/** Polls that only timed out are repeated this often: a day of an order with everything in it takes a few seconds. */
const MOST_POLLS = 15;

/**
 * Moves one workflow's clock `ms` ahead on the engine and waits until all that became due is done (rules.md 8). The server
 * skips idle time only: activities and workflow tasks run for real. A workflow that closes on the way has no clock any more;
 * that is fine. Throws when the engine can't skip time, or does not get there.
 */
export async function fastForward(client: Client, workflowId: string, ms: number): Promise<void> {
  const { workflowService } = client.connection;
  const { namespace } = client.options;
  const workflowExecution = { workflowId };
  const id = randomUUID();
  const timeSkippingConfig = { enabled: true, fastForwardConfig: { id, duration: msToTs(ms) } };
  await client.withDeadline(Date.now() + POLL, () =>
    workflowService.updateWorkflowExecutionOptions({
      namespace,
      workflowExecution,
      workflowExecutionOptions: { timeSkippingConfig },
      updateMask: { paths: ['time_skipping_config'] },
    }),
  );
  for (let poll = 0; poll < MOST_POLLS; poll += 1) {
    const { fastForwardPollingResult: result } = await client.withDeadline(Date.now() + 2 * POLL, () =>
      workflowService.pollWorkflowExecutionTimeSkipping({ namespace, workflowExecution, fastForwardId: id }),
    );
    if (result !== FastForwardPollingResult.FAST_FORWARD_POLLING_RESULT_POLL_TIMEOUT) return;
  }
  throw new Error(`${workflowId} did not get ${ms} ms ahead`);
}
