import { askOrder, visibleOpenOrder } from '../order-access.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { Delivery } from '../schemas/fulfilment.ts';
import { Order } from '../schemas/order.ts';
import { OrderParams } from '../schemas/params.ts';
import { orderView } from '../views/order.ts';

export const deliverOrder = route({
  method: 'POST',
  url: '/v1/orders/:orderId/deliver',
  scope: ['orders', 'staff'],
  summary: 'A shipped order has arrived',
  params: OrderParams,
  body: Delivery,
  response: { 200: Order, 404: Problem, 409: Problem },
  handler: async ({ params, body: { at }, caller, requestId }, dependencies) => {
    const order = await visibleOpenOrder(dependencies, { caller, requestId }, params.orderId);
    const when = at === undefined ? {} : { at };
    return orderView(await askOrder(dependencies, order, { kind: 'deliver', requestId, ...when }));
  },
});
