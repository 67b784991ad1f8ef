import { ServiceError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { describe, expect, test } from 'vitest';
import { EngineUnavailable, reachEngine, saysTaskFailed } from '../../workflows/engine-errors.ts';

/** What gRPC throws. */
const rpcError = (code: number, details: string) =>
  Object.assign(new Error(`${code}: ${details}`), { code, details, metadata: {} });

/** What the client makes of it. */
const serviceError = (code: number, details: string) =>
  new ServiceError('the request failed', { cause: rpcError(code, details) });

/** The client takes the words out of the part that failed, and leaves the details of the whole. */
const updateWithStart = (words: string) =>
  new ServiceError('Update-With-Start failed', {
    cause: Object.assign(rpcError(9, 'Update-with-Start could not be executed.'), { message: words }),
  });

/** A request that no worker looked at: what the engine makes of an update that a completed task did not speak of. */
const unseen = new WorkflowUpdateFailedError(
  'Workflow Update failed',
  ApplicationFailure.nonRetryable('it wasn’t processed by worker', 'UnprocessedUpdate'),
);
/** One that the workflow's own validator turned away. */
const turnedAway = new WorkflowUpdateFailedError(
  'Workflow Update failed',
  ApplicationFailure.nonRetryable('too many requests wait for this order', 'Error'),
);

const TASK_FAILED = 'Unable to perform workflow execution update due to unexpected workflow task failure.';
const TASK_KEEPS_FAILING =
  'Unable to perform workflow execution update due to Workflow Task in failed state.';

describe('what the engine answers', () => {
  test.each([
    ['that it can’t be reached', rpcError(14, 'connection refused')],
    ['too late', serviceError(4, 'deadline exceeded')],
    ['that the task which was to take the request failed: its worker died', rpcError(9, TASK_FAILED)],
    ['the same, as the client has it', serviceError(9, TASK_FAILED)],
    ['the same of an update with a start', updateWithStart(TASK_FAILED)],
    [
      'that the task fails again and again, on an overloaded machine too',
      updateWithStart(TASK_KEEPS_FAILING),
    ],
    ['that the task ended without having seen the request', unseen],
  ])('%s: it is away, and the same again may help', async (_, error) => {
    await expect(reachEngine(() => Promise.reject(error))).rejects.toBeInstanceOf(EngineUnavailable);
  });

  test.each([
    ['that we asked something wrong', rpcError(3, 'no such field')],
    ['that it can’t do that', rpcError(9, 'time skipping is not enabled')],
    ['that the workflow turned the request away', turnedAway],
  ])('%s: our fault, and told as it is', async (_, error) => {
    await expect(reachEngine(() => Promise.reject(error))).rejects.toBe(error);
  });

  test('a failed task is told apart from an engine that is away', () => {
    for (const words of [TASK_FAILED, TASK_KEEPS_FAILING])
      expect(saysTaskFailed(rpcError(9, words))).toBe(true);
    expect(saysTaskFailed(rpcError(14, 'connection refused'))).toBe(false);
  });
});
