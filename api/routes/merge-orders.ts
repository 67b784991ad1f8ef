import { z } from 'zod';
import { merge } from '../merging.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { OutsideId } from '../schemas/fields.ts';
import { Order } from '../schemas/order.ts';
import { orderView } from '../views/order.ts';

/** More is no cart any more; and every part is asked about at its provider. */
const MOST_PARTS = 10;

const OrderIds = z
  .array(OutsideId)
  .min(2, 'must name at least two orders')
  .max(MOST_PARTS)
  .refine((ids) => new Set(ids).size === ids.length, 'must name each order once');

export const mergeOrders = route({
  method: 'POST',
  url: '/v1/orders/merge',
  scope: 'orders',
  summary:
    'Make one order of several unpaid ones of a buyer, to be paid together; their holds move without a gap',
  body: z.strictObject({ orderIds: OrderIds }),
  response: { 201: Order, 404: Problem, 409: Problem, 422: Problem, 503: Problem },
  handler: async ({ body, caller, requestId, setHeader }, dependencies) => {
    const merged = await merge(dependencies, caller, { ...body, requestId });
    setHeader('location', `/v1/orders/${merged.id}`);
    return orderView(merged);
  },
});
