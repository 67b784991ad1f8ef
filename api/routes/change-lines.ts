import { z } from 'zod';
import { askOrder, visibleOpenOrder } from '../order-access.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { Order } from '../schemas/order.ts';
import { OrderParams } from '../schemas/params.ts';
import { RequestedBy, WantedLines } from '../schemas/requests.ts';
import { orderView } from '../views/order.ts';

export const changeLines = route({
  method: 'PATCH',
  url: '/v1/orders/:orderId/lines',
  scope: ['orders', 'staff'],
  summary: 'Replace the lines of an order that is not paid yet',
  params: OrderParams,
  body: z.strictObject({ lines: WantedLines, by: RequestedBy.default('buyer') }),
  response: { 200: Order, 404: Problem, 409: Problem },
  handler: async ({ params, body, caller, requestId }, dependencies) => {
    const order = await visibleOpenOrder(dependencies, { caller, requestId }, params.orderId);
    return orderView(await askOrder(dependencies, order, { kind: 'change_lines', requestId, ...body }));
  },
});
