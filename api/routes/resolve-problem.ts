import { z } from 'zod';
import { askOrder, visibleOpenOrder } from '../order-access.ts';
import { Problem } from '../problems.ts';
import { NoContent, route } from '../route.ts';
import { OrderParams } from '../schemas/params.ts';

export const resolveProblem = route({
  method: 'DELETE',
  url: '/v1/orders/:orderId/problems/:problemId',
  scope: ['orders', 'staff'],
  summary: 'Resolve a reported problem: the order goes on and the time lost is given back',
  params: OrderParams.extend({ problemId: z.uuid() }),
  response: { 204: NoContent, 404: Problem, 409: Problem },
  handler: async ({ params, caller, requestId }, dependencies) => {
    const order = await visibleOpenOrder(dependencies, { caller, requestId }, params.orderId);
    await askOrder(dependencies, order, { kind: 'resolve_problem', requestId, problemId: params.problemId });
    return undefined;
  },
});
