import type { Answer, OrderRequest } from '../domain/order/requests.ts';
import type { StoredOrder } from '../prisma/orders.ts';

/** What the API asks of the engine; its only way to Temporal. Every call may throw `EngineUnavailable`. */
export interface OrderGateway {
  /** Asks something of an order and waits for the answer. The caller has looked that the order's row is not terminal (rules.md 3). */
  request(order: StoredOrder, request: OrderRequest): Promise<Answer>;
  /** Tells an open order's workflow that events of it wait to be applied; starts it where it has not been started. */
  signalPaymentEvent(order: StoredOrder, eventHash: string): Promise<void>;
  /** Settles an event of an order whose workflow is over. Started before: nothing changes. */
  startLatePayment(order: StoredOrder, provider: string, eventHash: string): Promise<void>;
  /** Dev mode: moves the order's clock `ms` ahead on the engine, and waits until all that became due is done. */
  fastForward(order: StoredOrder, ms: number): Promise<void>;
  /** Whether the engine answers just now. */
  isReachable(): Promise<boolean>;
}

/** The engine did not answer in time; whether it took the request is not known. */
export class EngineUnavailable extends Error {
  override readonly name = 'EngineUnavailable';
}
