import { Refusal } from '../../domain/refusal.ts';
import { autoDebits } from '../../prisma/auto-debits.ts';
import { askOrder, requireNotOver, visibleOrder } from '../order-access.ts';
import { Problem, RequestRefusal } from '../problems.ts';
import { route } from '../route.ts';
import { AutoDebitRequest } from '../schemas/credit.ts';
import { Order } from '../schemas/order.ts';
import { OrderParams } from '../schemas/params.ts';
import { orderView } from '../views/order.ts';

export const bindAutoDebit = route({
  method: 'POST',
  url: '/v1/orders/:orderId/auto-debit',
  scope: ['orders', 'staff'],
  summary: 'Bind the card instalments are paid from; a grade C order is shipped only after it',
  params: OrderParams,
  body: AutoDebitRequest,
  response: { 200: Order, 404: Problem, 409: Problem },
  handler: async ({ params, body: { token }, caller, requestId, now: at }, dependencies) => {
    const order = await requireNotOver(
      dependencies,
      await visibleOrder(dependencies, caller, params.orderId),
      requestId,
    );
    const { vault, database } = dependencies;
    if (!vault)
      throw new RequestRefusal('documents_unavailable', {
        detail: 'Set DOCUMENT_KEY to 32 bytes as base64.',
      });
    const sealed = vault.seal(Buffer.from(token), `${order.id}/auto-debit`);
    const sealedToken = Buffer.from(sealed).toString('base64');
    await autoDebits(database.client).keep({ orderId: order.id, requestId, sealedToken, at });
    try {
      const request = { kind: 'bind_auto_debit', requestId, by: 'buyer' } as const;
      return orderView(await askOrder(dependencies, order, request));
    } catch (error) {
      if (error instanceof Refusal) await autoDebits(database.client).drop(order.id, requestId);
      throw error;
    }
  },
});
