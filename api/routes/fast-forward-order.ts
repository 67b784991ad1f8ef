import { z } from 'zod';
import { DAY, durationMs, isDuration } from '../../domain/duration.ts';
import { fastForward } from '../fast-forward.ts';
import { visibleOrder } from '../order-access.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { Order } from '../schemas/order.ts';
import { OrderParams } from '../schemas/params.ts';
import { orderView } from '../views/order.ts';

/** Longer than any order lives; an instant that far ahead can still be stored. */
const FARTHEST = 400 * DAY;

const By = z
  .string()
  .refine(isDuration, { error: 'must be an ISO 8601 duration such as PT4H', abort: true })
  .refine(
    (text) => durationMs(text) > 0 && durationMs(text) <= FARTHEST,
    'must be more than nothing and at most 400 days',
  );

export const fastForwardOrder = route({
  method: 'POST',
  url: '/v1/dev/orders/:orderId/fast-forward',
  scope: 'admin',
  summary: 'Dev mode only: move one order’s clock ahead, on the real engine',
  params: OrderParams,
  body: z.strictObject({ by: By }),
  response: { 200: Order, 404: Problem },
  handler: async ({ params, body, caller }, dependencies) => {
    const order = await visibleOrder(dependencies, caller, params.orderId);
    return orderView(await fastForward(dependencies, order, durationMs(body.by)));
  },
});
