import { Refusal } from '../../domain/refusal.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { shops } from '../../prisma/shops.ts';
import { tokenName } from '../../providers/vault.ts';
import type { Dependencies } from '../dependencies.ts';
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
    const order = await visibleOrder(dependencies, caller, params.orderId);
    // Instalments go on when the goods are there: another card may be bound then.
    if (order.status !== 'delivered') await requireNotOver(dependencies, order, requestId);
    const { vault, database } = dependencies;
    const provider = await whoDebits(dependencies, order);
    if (!vault)
      throw new RequestRefusal('documents_unavailable', {
        detail: 'Set DOCUMENT_KEY to 32 bytes as base64.',
      });
    const sealed = vault.seal(Buffer.from(token), tokenName(order.id));
    const sealedToken = Buffer.from(sealed).toString('base64');
    await autoDebits(database.client).keep({ orderId: order.id, requestId, sealedToken, provider, at });
    try {
      const request = { kind: 'bind_auto_debit', requestId, by: 'buyer' } as const;
      return orderView(await askOrder(dependencies, order, request));
    } catch (error) {
      if (error instanceof Refusal) await autoDebits(database.client).drop(order.id, requestId);
      throw error;
    }
  },
});

/** The provider the shop's cards go to, where it can take money from one by itself. Throws `Refusal('auto_debit_unavailable')`. */
async function whoDebits(
  { database, payments }: Pick<Dependencies, 'database' | 'payments'>,
  { shop }: StoredOrder,
): Promise<string> {
  const chosen = (await shops(database.client).find(shop))?.paymentProviders;
  const provider = payments.forMethod('card', chosen);
  if (!provider?.debit) throw new Refusal('auto_debit_unavailable', { provider: provider?.name ?? null });
  return provider.name;
}
