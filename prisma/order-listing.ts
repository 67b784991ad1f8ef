import type { OrderChannel } from '../domain/order/order.ts';
import type { OrderStatus } from '../domain/order/status.ts';
import type { Client } from './database.ts';
import { orderOf } from './orders.ts';
import type { StoredOrder } from './orders.ts';

/** Which orders to list; what is left out does not narrow. `placedAfter` is included, `placedBefore` is not. */
export interface OrderFilter {
  readonly shop?: string | undefined;
  readonly status?: OrderStatus | undefined;
  readonly customerId?: string | undefined;
  readonly channel?: OrderChannel | undefined;
  readonly placedAfter?: string | undefined;
  readonly placedBefore?: string | undefined;
}

export interface OrderPage {
  /** The last order of the page before. */
  readonly after: { readonly placedAt: string; readonly id: string } | undefined;
  readonly limit: number;
}

/** A page of orders, newest first. */
export async function listOrders(
  client: Client,
  filter: OrderFilter,
  { after, limit }: OrderPage,
): Promise<StoredOrder[]> {
  const { shop, status, customerId, channel, placedAfter, placedBefore } = filter;
  const rows = await client.order.findMany({
    where: {
      ...(shop === undefined ? {} : { shop }),
      ...(status === undefined ? {} : { status }),
      ...(customerId === undefined ? {} : { customerId }),
      ...(channel === undefined ? {} : { channel }),
      placedAt: {
        ...(placedAfter === undefined ? {} : { gte: new Date(placedAfter) }),
        ...(placedBefore === undefined ? {} : { lt: new Date(placedBefore) }),
        ...(after === undefined ? {} : { lte: new Date(after.placedAt) }),
      },
      ...(after
        ? { OR: [{ placedAt: { lt: after.placedAt } }, { placedAt: after.placedAt, id: { lt: after.id } }] }
        : {}),
    },
    orderBy: [{ placedAt: 'desc' }, { id: 'desc' }],
    take: limit,
  });
  return rows.map(orderOf);
}
