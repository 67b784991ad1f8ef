import type { DataConverter } from '@temporalio/common';
import { Worker } from '@temporalio/worker';
import type { NativeConnection, WorkflowBundle } from '@temporalio/worker';
import { createCalls, createSteps } from '../activities/index.ts';
import { messageDelivery } from '../activities/message-delivery.ts';
import type { Dependencies } from '../activities/dependencies.ts';
import { MESSAGES_TASK_QUEUE, ORDERS_TASK_QUEUE, OUTSIDE_TASK_QUEUE } from '../workflows/contract.ts';
import { bundleWorkflows } from './bundle.ts';
import { discreetFailures } from './discreet-failures.ts';

export interface WorkerParts {
  readonly connection: NativeConnection;
  readonly namespace: string;
  /** Encrypts what the engine keeps. */
  readonly dataConverter: DataConverter;
  readonly dependencies: Dependencies;
  /** The workflow code; bundled where it is left out. */
  readonly workflowBundle?: WorkflowBundle;
  /** Calls to payment and credit providers per second, by all workers together. */
  readonly callsPerSecond?: number;
  /** Orders whose messages are handed over per second, by all workers together; each channel has its own pace within it. */
  readonly deliveriesPerSecond?: number;
}

/** How long a worker that is told to stop lets running steps finish, and when it gives up on them. */
const stopping = { shutdownGraceTime: '8 seconds', shutdownForceTime: '9 seconds' } as const;

/**
 * How long one workflow may compute without a pause: taking a signal costs the SDK about a millisecond, and thousands may have come
 * while workers were away (known-failures.md 34). With its own 5 s an order that got 10,000 would never move again. Under the 10 s
 * of a workflow task, which is how long an order waits for a worker that died. The SDK passes the option on, but does not name it
 * in its types.
 */
const LONGEST_COMPUTING = '9 seconds';

/** Cached workflows: a sleeping order costs memory only while it is here; one that is not is replayed when it wakes. */
const MOST_CACHED = 600;

/** Deliveries at a time: they wait for other people's servers, and a slow channel must leave room for the others. */
const MOST_DELIVERIES = 100;

/** The workers of a process: orders with their database steps, calls to providers, and messages, each on a queue of its own. */
export async function createWorkers({
  dependencies,
  workflowBundle: bundled,
  callsPerSecond = 200,
  deliveriesPerSecond = 500,
  ...engine
}: WorkerParts): Promise<readonly Worker[]> {
  const shared = {
    ...engine,
    ...stopping,
    isolateExecutionTimeout: LONGEST_COMPUTING,
    interceptors: { activity: [discreetFailures(dependencies.log)] },
  };
  const workflowBundle = bundled ?? (await bundleWorkflows());
  const ordersWorker = await Worker.create({
    ...shared,
    workflowBundle,
    taskQueue: ORDERS_TASK_QUEUE,
    activities: createSteps(dependencies),
    maxCachedWorkflows: MOST_CACHED,
    maxConcurrentLocalActivityExecutions: 8,
  });
  const outsideWorker = await Worker.create({
    ...shared,
    taskQueue: OUTSIDE_TASK_QUEUE,
    activities: createCalls(dependencies),
    maxConcurrentActivityTaskExecutions: 50,
    maxTaskQueueActivitiesPerSecond: callsPerSecond,
  });
  const messagesWorker = await Worker.create({
    ...shared,
    taskQueue: MESSAGES_TASK_QUEUE,
    activities: messageDelivery(dependencies),
    maxConcurrentActivityTaskExecutions: MOST_DELIVERIES,
    maxTaskQueueActivitiesPerSecond: deliveriesPerSecond,
  });
  return [ordersWorker, outsideWorker, messagesWorker];
}
