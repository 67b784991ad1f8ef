import { Readable } from 'node:stream';
import { z } from 'zod';
import { lastEventNumber } from '../event-feed.ts';
import { visibleOrder } from '../order-access.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { OrderParams } from '../schemas/params.ts';

export const listenToOrder = route({
  method: 'GET',
  url: '/v1/orders/:orderId/events',
  scope: ['orders', 'staff'],
  summary:
    'The order’s journal as Server-Sent Events: what there is after Last-Event-ID, then entries as they happen',
  params: OrderParams,
  response: { 200: z.instanceof(Readable), 404: Problem },
  produces: 'text/event-stream',
  handler: async ({ params, caller, headers, setHeader }, dependencies) => {
    const order = await visibleOrder(dependencies, caller, params.orderId);
    setHeader('cache-control', 'no-cache, no-transform');
    setHeader('x-accel-buffering', 'no');
    return dependencies.feed.listen(order.id, lastEventNumber(headers['last-event-id']) ?? 0n);
  },
});
