import { askOrder, visibleOpenOrder } from '../order-access.ts';
import { Problem, RequestRefusal } from '../problems.ts';
import { route } from '../route.ts';
import { Order } from '../schemas/order.ts';
import { ParcelWish } from '../schemas/parcel.ts';
import { OrderParams } from '../schemas/params.ts';
import { orderView } from '../views/order.ts';

export const followParcel = route({
  method: 'POST',
  url: '/v1/orders/:orderId/logistics-subscription',
  scope: ['orders', 'staff'],
  summary: 'Subscribe to the carrier’s updates on an order’s parcel, now or once it has shipped',
  params: OrderParams,
  body: ParcelWish,
  response: { 202: Order, 404: Problem, 409: Problem, 503: Problem },
  handler: async ({ params, body: { by }, caller, requestId }, dependencies) => {
    const order = await visibleOpenOrder(dependencies, { caller, requestId }, params.orderId);
    if (dependencies.carriers.size === 0) throw new RequestRefusal('logistics_unavailable');
    return orderView(await askOrder(dependencies, order, { kind: 'follow_parcel', requestId, by }));
  },
});
