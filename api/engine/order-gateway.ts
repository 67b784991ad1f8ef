import {
  Client,
  Connection,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowUpdateFailedError,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
} from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { SECOND } from '../../domain/duration.ts';
import type { Order } from '../../domain/order/order.ts';
import { goesOnAfterDelivery } from '../../domain/order/requests.ts';
import type { Answer, OrderRequest } from '../../domain/order/requests.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Database } from '../../prisma/database.ts';
import { orders } from '../../prisma/orders.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { requestAnswers } from '../../prisma/request-answers.ts';
import {
  companionsOf,
  creditReportSignal,
  parcelUpdateSignal,
  paymentEventSignal,
  updates,
  workflowIds,
} from '../../workflows/contract.ts';
import { reachEngine } from '../../workflows/engine-errors.ts';
import type { latePayment } from '../../workflows/late-payment.ts';
import type { order as orderWorkflow } from '../../workflows/order.ts';
import { latePaymentStartOptions, orderStartOptions } from '../../workflows/start-options.ts';
import { fastForwardOrder } from '../../workflows/time-skipping.ts';
import { RequestRefusal } from '../problems.ts';
import { PATIENCE_FOR_A_SIGNAL, tellsThrough } from './order-telling.ts';
import type { OptionsFor } from './order-telling.ts';
import { untilRunning } from './until-running.ts';
import { within } from './within.ts';

export { EngineUnavailable } from '../../workflows/engine-errors.ts';

/** What the API asks of the engine; its only way to Temporal. Every call may throw `EngineUnavailable`. */
export interface OrderGateway {
  /** Starts a placed order's workflow; started before, nothing changes. */
  startOrder(order: Order): Promise<void>;
  /**
   * Asks something of an order and waits for the answer; its workflow is started where it was not, and goes on under the next
   * id where it had ended before the order was over. Throws `Refusal('order_not_open')` when the row says that it is over
   * (rules.md 3).
   */
  request(order: StoredOrder, request: OrderRequest): Promise<Answer>;
  /** Tells an order's workflow that its row was changed beside it, so that it reads it again; one that has ended need not know. */
  signalRowChanged(order: Order): Promise<void>;
  /** Tells an open order's workflow that events of it wait to be applied; starts it where it has not been started. */
  signalPaymentEvent(order: StoredOrder, eventHash: string): Promise<void>;
  /** Tells an open order's workflow that a bureau's report waits to be applied. */
  signalCreditReport(order: StoredOrder, eventHash: string): Promise<void>;
  /** Tells an open order's workflow that a carrier's update waits to be applied. */
  signalParcelUpdate(order: StoredOrder, eventHash: string): Promise<void>;
  /** Settles an event of an order whose workflow is over. Started before: nothing changes. */
  startLatePayment(order: StoredOrder, provider: string, eventHash: string): Promise<void>;
  /** Dev mode: moves the order's clock `ms` ahead on the engine, and waits until all that became due is done. */
  fastForward(order: StoredOrder, ms: number): Promise<void>;
  /** Whether the engine answers just now. */
  isReachable(): Promise<boolean>;
}

export interface GatewayParts {
  readonly address: string;
  readonly namespace: string;
  /** Encrypts what the engine keeps. */
  readonly dataConverter: DataConverter;
  readonly database: Pick<Database, 'client'>;
  /** What operators know a buyer by (rules.md 9). */
  readonly hashCustomer: (customerId: string) => string;
}

/** Nobody waits for a start, and one that is given up half way was work for nothing. */
const PATIENCE_FOR_A_START = 15 * SECOND;
/** A request is answered by its order's loop, which may wait 10 s for a provider first (rules.md 5). */
const PATIENCE_FOR_AN_ANSWER = 15 * SECOND;
const PATIENCE_FOR_A_SIGN = 1 * SECOND;

/** An engine that refuses connections is away after a second of trying, not only when our patience ends. */
const interceptors = [makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ maxAttempts: 4 }))];

/** gRPC's own pauses between attempts to connect reach two minutes; an engine that is back should be noticed at once. */
const channelArgs = { 'grpc.initial_reconnect_backoff_ms': 200, 'grpc.max_reconnect_backoff_ms': SECOND };

/** The gateway to the engine at `address`. Nothing is connected before the first call, and an engine that is away is no error here. */
export function orderGateway(parts: GatewayParts): OrderGateway & { close(): Promise<void> } {
  const { address, namespace, dataConverter, database } = parts;
  const connection = Connection.lazy({ address, channelArgs, interceptors });
  const client = new Client({ connection, namespace, dataConverter });
  const optionsFor = (order: Order) =>
    orderStartOptions({ ...order, customerHash: parts.hashCustomer(order.customerId) });
  const start = startsThrough(client, optionsFor);
  const tell = tellsThrough(client, optionsFor);
  const tellBy = (signal: typeof paymentEventSignal) => (order: StoredOrder, hash: string) =>
    untilRunning(database, order, (current) => tell.ofEvent(current, hash, signal));
  return {
    startOrder: start.order,
    request: (order, request) => ask(database, start.withRequest, order, request),
    signalRowChanged: ({ workflowId }) => tell.rowChanged(workflowId),
    signalPaymentEvent: tellBy(paymentEventSignal),
    signalCreditReport: tellBy(creditReportSignal),
    signalParcelUpdate: tellBy(parcelUpdateSignal),
    startLatePayment: start.latePayment,
    async fastForward(order, ms) {
      await start.order(order);
      const clocks = { workflowId: order.workflowId, companionIds: companionsOf(order.id) };
      await reachEngine(() => fastForwardOrder(client, clocks, ms));
    },
    isReachable: () =>
      within(client, PATIENCE_FOR_A_SIGN, () => client.workflowService.describeNamespace({ namespace })).then(
        () => true,
        () => false,
      ),
    close: () => connection.close(),
  };
}

/** What starts an order's workflow, alone or with what it is told; one that runs is joined. */
function startsThrough(client: Client, optionsFor: OptionsFor) {
  const { workflow } = client;
  return {
    order: (order: Order) =>
      startedOnce(() =>
        within(client, PATIENCE_FOR_A_START, () =>
          workflow.start<typeof orderWorkflow>('order', optionsFor(order)),
        ),
      ),

    latePayment: (order: Order, provider: string, eventHash: string): Promise<void> => {
      const options = latePaymentStartOptions(order, provider, eventHash);
      return startedOnce(() =>
        within(client, PATIENCE_FOR_A_SIGNAL, () =>
          workflow.start<typeof latePayment>('latePayment', options),
        ),
      );
    },

    withRequest: (order: Order, request: OrderRequest): Promise<Answer> => {
      const startWorkflowOperation = new WithStartWorkflowOperation<typeof orderWorkflow>(
        'order',
        optionsFor(order),
      );
      const args: [OrderRequest] = [request];
      const options = { startWorkflowOperation, args, updateId: request.requestId };
      const ask = () => workflow.executeUpdateWithStart(updates[request.kind], options);
      return notTurnedAway(() => within(client, PATIENCE_FOR_AN_ANSWER, ask));
    },
  };
}

/** Started before is as good as started now. */
async function startedOnce(start: () => Promise<unknown>): Promise<void> {
  try {
    await start();
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

type Ask = (order: StoredOrder, request: OrderRequest) => Promise<Answer>;

/**
 * Asks an order's workflow. An order that is over may have been ended by this very request, whose answer the engine does not pass on
 * once the workflow is closing: then its step has kept it. Where that of a delivered order has ended, a workflow of the request's own
 * carries out what may still be asked of it.
 */
async function ask(
  database: GatewayParts['database'],
  withRequest: Ask,
  order: StoredOrder,
  request: OrderRequest,
): Promise<Answer> {
  try {
    return await untilRunning(database, order, (current) => withRequest(current, request));
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'order_not_open') throw error;
    const kept = await requestAnswers(database.client).find(request.requestId);
    if (kept) return kept;
    if (!goesOnAfterDelivery(request.kind)) throw error;
    const current = await orders(database.client).find(order.id);
    if (current?.status !== 'delivered') throw error;
    return withRequest({ ...current, workflowId: workflowIds.afterDelivery(request.requestId) }, request);
  }
}

/** An order takes a few requests at a time; its workflow's validator turns the rest away (rules.md 9). */
async function notTurnedAway<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof WorkflowUpdateFailedError)) throw error;
    throw new RequestRefusal('overloaded', { headers: { 'retry-after': '1' } });
  }
}
