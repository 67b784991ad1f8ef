import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { SECOND } from '../domain/duration.ts';
import { isClosed } from '../domain/order/status.ts';
import type { Companions } from '../activities/dependencies.ts';
import type { Database } from '../prisma/database.ts';
import { orders } from '../prisma/orders.ts';
import type { StoredOrder } from '../prisma/orders.ts';
import { eventHash } from '../providers/opaque-names.ts';
import { paymentEventSignal } from '../workflows/contract.ts';
import type { afterClosing } from '../workflows/after-closing.ts';
import type { latePayment } from '../workflows/late-payment.ts';
import type { order as orderWorkflow } from '../workflows/order.ts';
import type { refund } from '../workflows/refund.ts';
import {
  afterClosingStartOptions,
  latePaymentStartOptions,
  orderStartOptions,
  refundStartOptions,
} from '../workflows/start-options.ts';

/** The client sets no deadline of its own; an engine that does not answer in this time is left to the relay. */
const PATIENCE = 5 * SECOND;

/** Starts the workflows beside an order's, through the engine's client. */
export function startCompanions({
  client,
  database,
  hashCustomer,
}: {
  client: Client;
  database: Database;
  hashCustomer: (id: string) => string;
}): Companions {
  const find = async (orderId: string): Promise<StoredOrder> => {
    const order = await orders(database.client).find(orderId);
    if (!order) throw new Error(`no order ${orderId}`);
    return order;
  };
  const startOptions = (order: StoredOrder) =>
    orderStartOptions({ ...order, customerHash: hashCustomer(order.customerId) });
  const { workflow } = client;
  const within = <T>(work: () => Promise<T>) => client.withDeadline(Date.now() + PATIENCE, work);

  return {
    async startOrder(orderId) {
      const options = startOptions(await find(orderId));
      await once(() => within(() => workflow.start<typeof orderWorkflow>('order', options)));
    },
    async startRefund({ refundId, orderId }) {
      const options = refundStartOptions(await find(orderId), refundId);
      await once(() => within(() => workflow.start<typeof refund>('refund', options)));
    },
    async startWinBack(orderId) {
      const options = afterClosingStartOptions(await find(orderId));
      await once(() => within(() => workflow.start<typeof afterClosing>('afterClosing', options)));
    },
    async tellOfPayment(orderId, event) {
      const order = await find(orderId);
      const hash = eventHash(event.provider, event.eventId);
      if (isClosed(order.status)) {
        const options = latePaymentStartOptions(order, event.provider, hash);
        return once(() => within(() => workflow.start<typeof latePayment>('latePayment', options)));
      }
      const signalArgs: [{ readonly eventHash: string }] = [{ eventHash: hash }];
      await within(() =>
        workflow.signalWithStart<typeof orderWorkflow, typeof signalArgs>('order', {
          ...startOptions(order),
          signal: paymentEventSignal,
          signalArgs,
        }),
      );
    },
  };
}

/** Started before is as good as started now. */
async function once(start: () => Promise<unknown>): Promise<void> {
  try {
    await start();
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
