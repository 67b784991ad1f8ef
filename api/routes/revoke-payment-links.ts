import { journal } from '../../prisma/journal.ts';
import { orders } from '../../prisma/orders.ts';
import { shortLinks } from '../../prisma/short-links.ts';
import { nowOf } from '../clock.ts';
import { visibleOrder } from '../order-access.ts';
import { Problem } from '../problems.ts';
import { NoContent, route } from '../route.ts';
import { OrderParams } from '../schemas/params.ts';

export const revokePaymentLinks = route({
  method: 'DELETE',
  url: '/v1/orders/:orderId/payment-link',
  scope: ['orders', 'payments', 'staff'],
  summary:
    'Revoke every payment link of the order that was given out so far, the friends’ too; new ones open',
  params: OrderParams,
  response: { 204: NoContent, 404: Problem },
  handler: async ({ params: { orderId }, caller, now: machineNow }, dependencies) => {
    await visibleOrder(dependencies, caller, orderId);
    await dependencies.database.transaction(async (client) => {
      const order = await orders(client).lock(orderId);
      if (!order) throw new Error(`order ${orderId} is gone`);
      const generation = order.linkGeneration + 1;
      await orders(client).change(order, { linkGeneration: generation });
      await shortLinks(client).revoke(orderId);
      const at = nowOf(order, machineNow);
      await journal(client).write(orderId, [
        { at, kind: 'links_revoked', actor: 'service', facts: { generation } },
      ]);
    });
    return undefined;
  },
});
