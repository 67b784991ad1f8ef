import { z } from 'zod';
import { paymentMethods } from '../../domain/order/order.ts';
import { askOrder, visibleOpenOrder } from '../order-access.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { Order } from '../schemas/order.ts';
import { OrderParams } from '../schemas/params.ts';
import { RequestedBy } from '../schemas/requests.ts';
import { orderView } from '../views/order.ts';

/** No provider spreads a payment over more. */
const MOST_INSTALMENTS = 60;

export const changePaymentMethod = route({
  method: 'PUT',
  url: '/v1/orders/:orderId/payment-method',
  scope: ['orders', 'payments', 'staff'],
  summary: 'Choose how an order that is not paid yet will be paid',
  params: OrderParams,
  body: z.strictObject({
    method: z.enum(paymentMethods),
    instalments: z.int().min(2).max(MOST_INSTALMENTS).optional(),
    by: RequestedBy.default('buyer'),
  }),
  response: { 200: Order, 404: Problem, 409: Problem },
  handler: async ({ params, body, caller, requestId }, dependencies) => {
    const { method, instalments, by } = body;
    const order = await visibleOpenOrder(dependencies, { caller, requestId }, params.orderId);
    const wanted = { method, by, ...(instalments === undefined ? {} : { instalments }) };
    return orderView(await askOrder(dependencies, order, { kind: 'change_method', requestId, ...wanted }));
  },
});
