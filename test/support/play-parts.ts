import type { PlacingRequest } from '../../domain/placing/request.ts';
import { orders } from '../../prisma/orders.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import type { Stage } from './play-stage.ts';
import type { TestShop } from './shop.ts';

/** What the parts of a play share. */
export interface PlayParts {
  readonly stage: Stage;
  readonly client: TestShop['database']['client'];
  /** Every order of the play, also those that were made of others; oldest first. */
  readonly orderIds: string[];
  /** News that comes late: telling it, so often at once. */
  readonly waiting: ((times: number) => Promise<void>)[];
  readonly orderIn: (orderId: string) => Promise<StoredOrder>;
  /** What an order of these lines would be. */
  readonly request: (wish: {
    readonly customerId: string;
    readonly lines: readonly { sku: number; quantity: number }[];
    readonly method: string;
  }) => PlacingRequest;
  /** An order that is there belongs to the play from now on; its workflow begins. */
  readonly join: (orderId: string) => Promise<void>;
}

/** One of all, by any number; undefined where there is none. */
export function pick<T>(all: readonly T[], index: number): T | undefined {
  return all.length === 0 ? undefined : all[index % all.length];
}

/** Reads one order, which is there. */
export async function orderIn(client: PlayParts['client'], orderId: string): Promise<StoredOrder> {
  const order = await orders(client).find(orderId);
  if (!order) throw new Error(`no order ${orderId}`);
  return order;
}
