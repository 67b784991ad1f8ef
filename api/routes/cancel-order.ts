import { z } from 'zod';
import { requireScope } from '../auth.ts';
import { askOrder, visibleOpenOrder } from '../order-access.ts';
import { Problem } from '../problems.ts';
import { keepReason } from '../request-reason.ts';
import { route } from '../route.ts';
import { Note } from '../schemas/fields.ts';
import { Order } from '../schemas/order.ts';
import { OrderParams } from '../schemas/params.ts';
import { RequestedBy } from '../schemas/requests.ts';
import { orderView } from '../views/order.ts';

export const cancelOrder = route({
  method: 'POST',
  url: '/v1/orders/:orderId/cancel',
  scope: ['orders', 'staff'],
  summary: 'Cancel an order that is not paid yet; staff may force it while a payment is under way',
  params: OrderParams,
  body: z.strictObject({ reason: Note, by: RequestedBy, force: z.boolean().optional() }),
  response: { 200: Order, 404: Problem, 409: Problem },
  handler: async ({ params, body, caller, requestId, now }, dependencies) => {
    const { by, force = false } = body;
    if (force) requireScope(caller, 'staff');
    const order = await visibleOpenOrder(dependencies, { caller, requestId }, params.orderId);
    const reason = await keepReason(dependencies, { requestId, orderId: order.id, text: body.reason, now });
    return orderView(
      await askOrder(dependencies, order, { kind: 'cancel', requestId, by, force, ...reason }),
    );
  },
});
