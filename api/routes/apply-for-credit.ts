import { randomUUID } from 'node:crypto';
import { sentAsJson, withDocuments } from '../documents.ts';
import { askOrder, visibleOpenOrder } from '../order-access.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { CreditRequest } from '../schemas/credit.ts';
import { Order } from '../schemas/order.ts';
import { OrderParams } from '../schemas/params.ts';
import { orderView } from '../views/order.ts';

export const applyForCredit = route({
  method: 'POST',
  url: '/v1/orders/:orderId/credit-application',
  scope: ['orders', 'staff'],
  summary: 'Apply to pay later or in instalments; the deadline stands still while it is decided',
  params: OrderParams,
  body: CreditRequest,
  response: { 202: Order, 404: Problem, 409: Problem },
  handler: async ({ params, body, caller, requestId, now }, dependencies) => {
    const order = await visibleOpenOrder(dependencies, { caller, requestId }, params.orderId);
    const { product, term } = body;
    const documents = (body.documents ?? []).map(sentAsJson);
    const request = {
      kind: 'apply_credit',
      requestId,
      applicationId: randomUUID(),
      product,
      ...(term === undefined ? {} : { term }),
      documents: documents.length,
    } as const;
    return orderView(
      await withDocuments(dependencies, { requestId, order, documents, now }, () =>
        askOrder(dependencies, order, request),
      ),
    );
  },
});
