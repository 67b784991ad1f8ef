import { z } from 'zod';
import { requireScope } from '../auth.ts';
import { askOrder, visibleOpenOrder } from '../order-access.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { Instant } from '../schemas/fields.ts';
import { Order } from '../schemas/order.ts';
import { OrderParams } from '../schemas/params.ts';
import { orderView } from '../views/order.ts';

export const extendOrder = route({
  method: 'POST',
  url: '/v1/orders/:orderId/extend',
  scope: ['orders', 'staff'],
  summary: 'More time to pay: the policy’s for the buyer, or until an instant that staff choose',
  params: OrderParams,
  body: z.strictObject({ until: Instant.optional() }),
  response: { 200: Order, 404: Problem, 409: Problem },
  handler: async ({ params, body: { until }, caller, requestId }, dependencies) => {
    if (until !== undefined) requireScope(caller, 'staff');
    const order = await visibleOpenOrder(dependencies, { caller, requestId }, params.orderId);
    const asked = until === undefined ? ({ by: 'buyer' } as const) : ({ by: 'staff', until } as const);
    return orderView(await askOrder(dependencies, order, { kind: 'extend', requestId, ...asked }));
  },
});
