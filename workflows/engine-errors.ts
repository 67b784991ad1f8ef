import {
  ServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  isGrpcServiceError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';

/** The engine did not answer in time; whether it took the request is not known. */
export class EngineUnavailable extends Error {
  override readonly name = 'EngineUnavailable';
}

/** gRPC's numbers (google.rpc.Code). */
const NOT_FOUND = 5;
const FAILED_PRECONDITION = 9;
/** What says that we asked something wrong: INVALID_ARGUMENT, FAILED_PRECONDITION, UNIMPLEMENTED. */
const OUR_FAULT: readonly (number | undefined)[] = [3, FAILED_PRECONDITION, 12];

/** Whether an error of the client's says that the workflow has ended, or was never there. */
export function saysWorkflowIsOver(error: unknown): boolean {
  if (error instanceof WorkflowExecutionAlreadyStartedError || error instanceof WorkflowNotFoundError)
    return true;
  return isGrpcServiceError(error) && grpcCodeOf(error) === NOT_FOUND;
}

/**
 * Whether the engine turned a request away because the workflow task that was to take it failed, or ended without having seen it: its
 * worker died or was stopping, or news came while it was being completed. The engine is there, and takes the same request with the next task.
 */
export function saysTaskFailed(error: unknown): boolean {
  if (error instanceof WorkflowUpdateFailedError)
    return error.cause instanceof ApplicationFailure && error.cause.type === 'UnprocessedUpdate';
  const service = error instanceof ServiceError ? error.cause : error;
  if (!isGrpcServiceError(service) || grpcCodeOf(service) !== FAILED_PRECONDITION) return false;
  // The client puts the words of an update that was sent with a start into the message.
  return [service.message, service.details].some((words) =>
    TASK_FAILED.some((failed) => words.includes(failed)),
  );
}

/** The task failed while it had the request; or it has failed a few times, and the engine no longer hands it requests meanwhile. */
const TASK_FAILED = ['workflow task failure', 'Workflow Task in failed state'];

/** Calls the engine. What goes wrong because it is away, or too slow, is thrown as `EngineUnavailable`; all else as it came. */
export async function reachEngine<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (saysWorkflowIsOver(error) || !saysEngineIsAway(error)) throw error;
    throw new EngineUnavailable('the engine did not answer', { cause: error });
  }
}

function saysEngineIsAway(error: unknown): boolean {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || saysTaskFailed(error)) return true;
  if (!(error instanceof ServiceError) && !isGrpcServiceError(error)) return false;
  return !OUR_FAULT.includes(grpcCodeOf(error));
}

function grpcCodeOf(error: Error): number | undefined {
  const service = error instanceof ServiceError ? error.cause : error;
  return isGrpcServiceError(service) ? service.code : undefined;
}
