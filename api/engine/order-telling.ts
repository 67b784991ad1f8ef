import type { Client } from '@temporalio/client';
import { SECOND } from '../../domain/duration.ts';
import type { Order } from '../../domain/order/order.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { rowChangedSignal } from '../../workflows/contract.ts';
import type { paymentEventSignal } from '../../workflows/contract.ts';
import { saysWorkflowIsOver } from '../../workflows/engine-errors.ts';
import type { order as orderWorkflow } from '../../workflows/order.ts';
import type { orderStartOptions } from '../../workflows/start-options.ts';
import { within } from './within.ts';

/** How an order's workflow is started. */
export type OptionsFor = (order: Order) => ReturnType<typeof orderStartOptions>;

/** A signal is one write of the engine's; a provider waits for it (rules.md 12). */
export const PATIENCE_FOR_A_SIGNAL = 5 * SECOND;

/** What tells orders' workflows something. Throws what the engine says of one that is over, and `EngineUnavailable`. */
export function tellsThrough(client: Client, optionsFor: OptionsFor) {
  const { workflow } = client;
  return {
    /**
     * Tells of a stored event, and starts the workflow where it was not. One that was is told without being asked to start: that is
     * cheaper for the engine, and of an event a provider waits for its 200.
     */
    async ofEvent(order: StoredOrder, eventHash: string, signal: typeof paymentEventSignal): Promise<void> {
      const signalArgs: [{ readonly eventHash: string }] = [{ eventHash }];
      const tellRunning = () => workflow.getHandle(order.workflowId).signal(signal, ...signalArgs);
      if (order.row.startedAt !== null && (await toldIfThere(client, tellRunning))) return;
      const options = { ...optionsFor(order), signal, signalArgs };
      const tell = () => workflow.signalWithStart<typeof orderWorkflow, typeof signalArgs>('order', options);
      await within(client, PATIENCE_FOR_A_SIGNAL, tell);
    },

    /** Tells that its row was changed beside it; a workflow that has ended need not know. */
    async rowChanged(workflowId: string): Promise<void> {
      await toldIfThere(client, () => workflow.getHandle(workflowId).signal(rowChangedSignal));
    },
  };
}

/** Tells a workflow what `tell` has to say; false where it is over, or was never there. */
async function toldIfThere(client: Client, tell: () => Promise<void>): Promise<boolean> {
  try {
    await within(client, PATIENCE_FOR_A_SIGNAL, tell);
    return true;
  } catch (error) {
    if (!saysWorkflowIsOver(error)) throw error;
    return false;
  }
}
