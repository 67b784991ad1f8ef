import { visibleOrder } from '../order-access.ts';
import { openSession, pageUrl } from '../payment-links.ts';
import { Problem } from '../problems.ts';
import { route } from '../route.ts';
import { InstalmentLinkRequest, InstalmentParams } from '../schemas/instalment.ts';
import { PaymentLink } from '../schemas/payment-link.ts';

export const openInstalmentLink = route({
  method: 'POST',
  url: '/v1/orders/:orderId/instalments/:number/payment-link',
  scope: ['orders', 'payments', 'staff'],
  summary: 'A link to pay one instalment now; its provider session is open when this answers',
  params: InstalmentParams,
  body: InstalmentLinkRequest,
  response: { 201: PaymentLink, 404: Problem, 409: Problem },
  handler: async ({ params: { orderId, number }, body: { method }, caller }, dependencies) => {
    const order = await visibleOrder(dependencies, caller, orderId);
    const request = { orderId, payer: 'buyer', instalment: { number, method } } as const;
    const { url: _providersPage, ...session } = await openSession(dependencies, request);
    return { ...session, url: `${pageUrl(dependencies, order, 'buyer')}#instalments` };
  },
});
