import { z } from 'zod';
import { askOrder, visibleOpenOrder } from '../order-access.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { OfferParams } from '../schemas/credit.ts';
import { Order } from '../schemas/order.ts';
import { orderView } from '../views/order.ts';

export const acceptOffer = route({
  method: 'POST',
  url: '/v1/orders/:orderId/offers/:offerId/accept',
  scope: ['orders', 'staff'],
  summary: 'Take one of the offers made after a decline; the order keeps its hold',
  params: OfferParams,
  body: z.strictObject({}),
  response: { 200: Order, 404: Problem, 409: Problem },
  handler: async ({ params: { orderId, offerId }, caller, requestId }, dependencies) => {
    const order = await visibleOpenOrder(dependencies, { caller, requestId }, orderId);
    return orderView(await askOrder(dependencies, order, { kind: 'accept_offer', requestId, offerId }));
  },
});
