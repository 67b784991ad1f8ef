import { z } from 'zod';
import { orderChannels } from '../../domain/order/order.ts';
import { orderStatuses } from '../../domain/order/status.ts';
import { listOrders as ordersPage } from '../../prisma/order-listing.ts';
import { listOf, listPage, pageOf, pageQuery } from '../cursor.ts';
import { route } from '../route.ts';
import { Instant, OutsideId } from '../schemas/fields.ts';
import { Order } from '../schemas/order.ts';
import { orderView } from '../views/order.ts';

/** The order a page ended with. */
const Position = z.strictObject({ placedAt: z.iso.datetime(), id: OutsideId });

export const listOrders = route({
  method: 'GET',
  url: '/v1/orders',
  scope: ['orders', 'payments', 'staff'],
  summary: 'Orders, newest first; placedAfter is included, placedBefore is not',
  query: z.strictObject({
    ...pageQuery,
    shop: OutsideId.optional(),
    status: z.enum(orderStatuses).optional(),
    customerId: OutsideId.optional(),
    channel: z.enum(orderChannels).optional(),
    placedAfter: Instant.optional(),
    placedBefore: Instant.optional(),
  }),
  response: { 200: listOf(Order) },
  handler: async ({ query, caller }, { database }) => {
    const { limit, cursor, ...filter } = query;
    const page = pageOf({ limit, cursor }, Position);
    if (caller.shop !== undefined && filter.shop !== undefined && filter.shop !== caller.shop)
      return { data: [], nextCursor: null };
    const narrowed = { ...filter, shop: caller.shop ?? filter.shop };
    return listPage(
      page,
      (take) => ordersPage(database.client, narrowed, { after: page.after, limit: take }),
      {
        view: orderView,
        position: ({ placedAt, id }) => ({ placedAt, id }),
      },
    );
  },
});
