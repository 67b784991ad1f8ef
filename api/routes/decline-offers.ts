import { z } from 'zod';
import { askOrder, visibleOpenOrder } from '../order-access.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { Order } from '../schemas/order.ts';
import { OrderParams } from '../schemas/params.ts';
import { orderView } from '../views/order.ts';

export const declineOffers = route({
  method: 'POST',
  url: '/v1/orders/:orderId/offers/decline',
  scope: ['orders', 'staff'],
  summary: 'The buyer wants none of the offers: the order goes on as any other that is not paid',
  params: OrderParams,
  body: z.strictObject({}),
  response: { 200: Order, 404: Problem, 409: Problem },
  handler: async ({ params, caller, requestId }, dependencies) => {
    const order = await visibleOpenOrder(dependencies, { caller, requestId }, params.orderId);
    return orderView(await askOrder(dependencies, order, { kind: 'decline_offers', requestId, by: 'buyer' }));
  },
});
