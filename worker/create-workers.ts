import { Worker } from '@temporalio/worker';
import type { NativeConnection } from '@temporalio/worker';
import { createCalls, createSteps } from '../activities/index.ts';
import type { Dependencies } from '../activities/dependencies.ts';
import { ORDERS_TASK_QUEUE, OUTSIDE_TASK_QUEUE } from '../workflows/contract.ts';
import { bundleWorkflows } from './bundle.ts';

export interface WorkerParts {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly dependencies: Dependencies;
  /** Calls to the outside per second, of all providers and channels together. */
  readonly callsPerSecond?: number;
}

/** How long a worker that is told to stop lets running steps finish, and when it gives up on them. */
const GRACE = '8 seconds';
const FORCE = '9 seconds';

/** Cached workflows: a sleeping order costs memory only while it is here; one that is not is replayed when it wakes. */
const MOST_CACHED = 600;

/** The two workers of a process: orders with their database steps, and calls to the outside on a queue of their own. */
export async function createWorkers({
  connection,
  namespace,
  dependencies,
  callsPerSecond = 200,
}: WorkerParts): Promise<readonly Worker[]> {
  const shared = { connection, namespace, shutdownGraceTime: GRACE, shutdownForceTime: FORCE };
  const workflowBundle = await bundleWorkflows();
  const ordersWorker = await Worker.create({
    ...shared,
    workflowBundle,
    taskQueue: ORDERS_TASK_QUEUE,
    activities: createSteps(dependencies),
    maxCachedWorkflows: MOST_CACHED,
    maxConcurrentLocalActivityExecutions: 20,
  });
  const outsideWorker = await Worker.create({
    ...shared,
    taskQueue: OUTSIDE_TASK_QUEUE,
    activities: createCalls(dependencies),
    maxConcurrentActivityTaskExecutions: 50,
    maxTaskQueueActivitiesPerSecond: callsPerSecond,
  });
  return [ordersWorker, outsideWorker];
}
