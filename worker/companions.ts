import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { SECOND } from '../domain/duration.ts';
import { isTerminal } from '../domain/order/status.ts';
import type { Companions } from '../activities/dependencies.ts';
import type { Database } from '../prisma/database.ts';
import type { NewsKey } from '../prisma/news.ts';
import { goOnUnderNextId } from '../prisma/order-workflow.ts';
import { orders } from '../prisma/orders.ts';
import type { StoredOrder } from '../prisma/orders.ts';
import { eventHash } from '../providers/opaque-names.ts';
import {
  creditReportSignal,
  duesChangedSignal,
  parcelUpdateSignal,
  paymentEventSignal,
} from '../workflows/contract.ts';
import type { afterClosing } from '../workflows/after-closing.ts';
import type { instalments } from '../workflows/instalments.ts';
import type { latePayment } from '../workflows/late-payment.ts';
import type { order as orderWorkflow } from '../workflows/order.ts';
import type { refund } from '../workflows/refund.ts';
import {
  afterClosingStartOptions,
  instalmentsStartOptions,
  latePaymentStartOptions,
  orderStartOptions,
  refundStartOptions,
} from '../workflows/start-options.ts';

/** The client sets no deadline of its own; an engine that does not answer in this time is left to the relay. */
const PATIENCE = 5 * SECOND;

export interface CompanionParts {
  readonly client: Client;
  readonly database: Database;
  readonly hashCustomer: (customerId: string) => string;
}

/** Starts the workflows beside an order's, through the engine's client. */
export function startCompanions({ client, database, hashCustomer }: CompanionParts): Companions {
  const { workflow } = client;
  const find = (orderId: string) => findOrder(database, orderId);
  const within = <T>(work: () => Promise<T>) => client.withDeadline(Date.now() + PATIENCE, work);
  const optionsFor = (order: StoredOrder) =>
    orderStartOptions({ ...order, customerHash: hashCustomer(order.customerId) });
  const teller = { client, database, optionsFor };
  return {
    async startOrder(orderId) {
      const options = optionsFor(await find(orderId));
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
    async watchInstalments(orderId) {
      const order = await find(orderId);
      const options = instalmentsStartOptions({ ...order, customerHash: hashCustomer(order.customerId) });
      const tell = () =>
        workflow.signalWithStart<typeof instalments>('instalments', {
          ...options,
          signal: duesChangedSignal,
        });
      await once(() => within(tell));
    },
    tellOfCredit: async (orderId, report) =>
      tellOpenOrder(teller, await find(orderId), report, creditReportSignal),
    tellOfParcel: async (orderId, update) =>
      tellOpenOrder(teller, await find(orderId), update, parcelUpdateSignal),
    tellOfPayment: async (orderId, event) => tellOfPayment(teller, await find(orderId), event),
  };
}

interface Teller {
  readonly client: Client;
  readonly database: Database;
  readonly optionsFor: (order: StoredOrder) => ReturnType<typeof orderStartOptions>;
}

/**
 * An order that is over has nobody to tell; what was told of it is settled by whoever stored it, or by the relay. One that is not goes on
 * under the next id where its workflow has ended before it (a watch that ended).
 */
async function tellOpenOrder(
  { client, database, optionsFor }: Teller,
  order: StoredOrder,
  { provider, eventId }: NewsKey,
  signal: typeof creditReportSignal,
): Promise<void> {
  if (isTerminal(order.status)) return;
  const signalArgs: [{ readonly eventHash: string }] = [{ eventHash: eventHash(provider, eventId) }];
  const tell = (told: StoredOrder) =>
    client.withDeadline(Date.now() + PATIENCE, () =>
      client.workflow.signalWithStart<typeof orderWorkflow, typeof signalArgs>('order', {
        ...optionsFor(told),
        signal,
        signalArgs,
      }),
    );
  try {
    await tell(order);
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    await goOnUnderNextId(database.client, order.id, order.workflowId);
    await tell(await findOrder(database, order.id));
  }
}

/** Whoever settles the order's money: its own workflow, or one for late money where it is over. */
async function tellOfPayment(
  { client, optionsFor }: Teller,
  order: StoredOrder,
  { provider, eventId }: NewsKey,
): Promise<void> {
  const { workflow } = client;
  const within = <T>(work: () => Promise<T>) => client.withDeadline(Date.now() + PATIENCE, work);
  const hash = eventHash(provider, eventId);
  const late = latePaymentStartOptions(order, provider, hash);
  const settleLate = () => once(() => within(() => workflow.start<typeof latePayment>('latePayment', late)));
  if (isTerminal(order.status)) return settleLate();
  const signalArgs: [{ readonly eventHash: string }] = [{ eventHash: hash }];
  const options = { ...optionsFor(order), signal: paymentEventSignal, signalArgs };
  try {
    await within(() => workflow.signalWithStart<typeof orderWorkflow, typeof signalArgs>('order', options));
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    await settleLate(); // its workflow has ended before the order is over: nothing was left to wait for
  }
}

async function findOrder({ client }: Database, orderId: string): Promise<StoredOrder> {
  const order = await orders(client).find(orderId);
  if (!order) throw new Error(`no order ${orderId}`);
  return order;
}

/** Started before is as good as started now. */
async function once(start: () => Promise<unknown>): Promise<void> {
  try {
    await start();
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
