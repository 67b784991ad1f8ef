import { z } from 'zod';
import { journal } from '../../prisma/journal.ts';
import { visibleOrder } from '../order-access.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { Order } from '../schemas/order.ts';
import { OrderParams } from '../schemas/params.ts';
import { journalView } from '../views/journal.ts';
import { orderView } from '../views/order.ts';

export const getOrder = route({
  method: 'GET',
  url: '/v1/orders/:orderId',
  scope: ['orders', 'payments', 'staff'],
  summary: 'An order as it is now, with its journal if asked for',
  params: OrderParams,
  query: z.strictObject({ include: z.literal('journal').optional() }),
  response: { 200: Order, 404: Problem },
  handler: async ({ params, query, caller }, dependencies) => {
    const order = await visibleOrder(dependencies, caller, params.orderId);
    if (query.include === undefined) return orderView(order);
    const entries = await journal(dependencies.database.client).read(order.id);
    return { ...orderView(order), journal: entries.map(journalView) };
  },
});
