import { askOrder, visibleOpenOrder } from '../order-access.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { Shipping } from '../schemas/fulfilment.ts';
import { Order } from '../schemas/order.ts';
import { OrderParams } from '../schemas/params.ts';
import { orderView } from '../views/order.ts';

export const shipOrder = route({
  method: 'POST',
  url: '/v1/orders/:orderId/ship',
  scope: ['orders', 'staff'],
  summary: 'A paid or confirmed order has left',
  params: OrderParams,
  body: Shipping,
  response: { 200: Order, 404: Problem, 409: Problem },
  handler: async ({ params, body: { carrier, trackingNumber, at }, caller, requestId }, dependencies) => {
    const order = await visibleOpenOrder(dependencies, { caller, requestId }, params.orderId);
    const facts = {
      ...(at === undefined ? {} : { at }),
      ...(carrier === undefined ? {} : { carrier }),
      ...(trackingNumber === undefined ? {} : { trackingNumber }),
    };
    return orderView(await askOrder(dependencies, order, { kind: 'ship', requestId, ...facts }));
  },
});
