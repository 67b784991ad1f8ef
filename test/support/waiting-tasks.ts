import { MINUTE } from '../../domain/duration.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { setClockOffset } from '../../prisma/order-clock.ts';
import { beginFastForward } from '../../workflows/time-skipping.ts';
import { until } from './running-shop.ts';
import type { RunningShop } from './running-shop.ts';

// What comes while no worker is there, so that all of it is in an order's next workflow task.

type Engine = Pick<RunningShop, 'client' | 'engine'>;

/** Whether a request waits at the engine: until a worker takes it, it is in no history. */
export async function isWaiting(
  { client, engine: { namespace } }: Engine,
  workflowId: string,
  updateId: string,
): Promise<boolean> {
  const updateRef = { workflowExecution: { workflowId }, updateId };
  return client.workflowService.pollWorkflowExecutionUpdate({ namespace, updateRef }).then(
    () => true,
    () => false,
  );
}

/** How many of these requests to an order wait at the engine. */
export async function waiting(
  engine: Engine,
  { workflowId }: Pick<StoredOrder, 'workflowId'>,
  updateIds: readonly string[],
): Promise<number> {
  const wait = await Promise.all(updateIds.map((updateId) => isWaiting(engine, workflowId, updateId)));
  return wait.filter(Boolean).length;
}

/** Lets what an order has due next, in `ms`, fall due, and waits until that is in its history. */
export async function letFallDue(shop: RunningShop, orderId: string, ms: number): Promise<void> {
  const { clockOffsetMs, workflowId } = await shop.order(orderId);
  await setClockOffset(shop.database.client, orderId, clockOffsetMs + ms);
  await beginFastForward(shop.client, workflowId, ms + MINUTE);
  await until(async () => (await shop.history(workflowId)).includes('TIMER_FIRED'));
  await stopSkipping(shop, workflowId); // else what comes after it would be skipped to
}

/** What is left of a stretch passes as it does for everybody. */
async function stopSkipping({ client, engine: { namespace } }: Engine, workflowId: string): Promise<void> {
  await client.workflowService.updateWorkflowExecutionOptions({
    namespace,
    workflowExecution: { workflowId },
    workflowExecutionOptions: { timeSkippingConfig: { enabled: false } },
    updateMask: { paths: ['time_skipping_config'] },
  });
}
