import { DEFAULT_NAME } from '../../prisma/defaults.ts';
import { Problem, RequestRefusal } from '../problems.ts';
import { route } from '../route.ts';
import { placeSuperseding } from '../placing/superseding.ts';
import { Order } from '../schemas/order.ts';
import { PlaceOrder } from '../schemas/place-order.ts';

export const placeOrder = route({
  method: 'POST',
  url: '/v1/orders',
  scope: 'orders',
  summary: 'Place an order; it is durable, and its stock held, when this answers',
  idempotency: 'own',
  body: PlaceOrder,
  response: { 201: Order, 403: Problem, 404: Problem, 409: Problem, 422: Problem, 503: Problem },
  handler: async ({ body, caller, idempotency, requestId, setHeader }, dependencies) => {
    const shop = body.shop ?? caller.shop ?? DEFAULT_NAME;
    if (caller.shop !== undefined && caller.shop !== shop) throw new RequestRefusal('wrong_shop');
    const key = idempotency && { ...idempotency, id: requestId, apiKeyId: caller.apiKeyId };
    const { supersedes, ...request } = { ...body, shop };
    const { order, replayed } =
      supersedes === undefined
        ? await dependencies.placing.place(request, key)
        : await placeSuperseding(dependencies, caller, { request, key, supersedes });
    setHeader('location', `/v1/orders/${order.id}`);
    if (replayed) setHeader('idempotent-replayed', 'true');
    return order;
  },
});
