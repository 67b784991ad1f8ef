import { visibleOrder } from '../order-access.ts';
import { openSession, pageUrl } from '../payment-links.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { OrderParams } from '../schemas/params.ts';
import { PaymentLink, PaymentLinkRequest } from '../schemas/payment-link.ts';

export const openPaymentLink = route({
  method: 'POST',
  url: '/v1/orders/:orderId/payment-link',
  scope: ['orders', 'payments', 'staff'],
  summary: 'A link to pay the order as it is now; its provider session is open when this answers',
  params: OrderParams,
  body: PaymentLinkRequest,
  response: { 201: PaymentLink, 404: Problem, 409: Problem },
  handler: async ({ params: { orderId }, body: { payer }, caller }, dependencies) => {
    const order = await visibleOrder(dependencies, caller, orderId);
    const { url: _providersPage, ...session } = await openSession(dependencies, { orderId, payer });
    return { ...session, url: pageUrl(dependencies, order, payer) };
  },
});
