import { sentAsJson, withDocuments } from '../documents.ts';
import { askOrder, visibleOpenOrder } from '../order-access.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { DocumentsRequest } from '../schemas/credit.ts';
import { Order } from '../schemas/order.ts';
import { OrderParams } from '../schemas/params.ts';
import { orderView } from '../views/order.ts';

export const addCreditDocuments = route({
  method: 'POST',
  url: '/v1/orders/:orderId/credit-application/documents',
  scope: ['orders', 'staff'],
  summary:
    'Documents for an application, while it is decided or after a decline of grade A or B; kept encrypted',
  params: OrderParams,
  body: DocumentsRequest,
  response: { 202: Order, 404: Problem, 409: Problem },
  handler: async ({ params, body, caller, requestId, now }, dependencies) => {
    const order = await visibleOpenOrder(dependencies, { caller, requestId }, params.orderId);
    const documents = body.documents.map(sentAsJson);
    const request = { kind: 'add_documents', requestId, documents: documents.length } as const;
    return orderView(
      await withDocuments(dependencies, { requestId, order, documents, now }, () =>
        askOrder(dependencies, order, request),
      ),
    );
  },
});
