import { randomUUID } from 'node:crypto';
import { codeOf } from './asking.ts';
import type { Ground, Life } from './asking.ts';

/* Orders that replace the order of a row. */

/** The same order again, instead of it; answers the code. */
export async function supersede({ api, quiet }: Ground, { order }: Life): Promise<string> {
  const lines = order.lines.map(({ sku, quantity, unitPrice }) => ({
    sku,
    quantity,
    unitPrice: { amount: unitPrice, currency: order.currency },
  }));
  const wish = { shop: quiet, customer: { id: order.customerId }, lines, supersedes: order.id };
  return codeOf(await api.insist('POST', '/v1/orders', wish));
}

/** With another order of its buyer, which is placed for that; answers the code. */
export async function merge({ api, shop, counter, quiet }: Ground, { order }: Life): Promise<string> {
  const customer = { id: order.customerId };
  const orderId = `p-${randomUUID()}`; // after the row's own: parts are asked in the order of their ids
  const other = await counter.placed({ deductOn: order.deductOn, order: { orderId, shop: quiet, customer } });
  await shop.start(other);
  return codeOf(await api.insist('POST', '/v1/orders/merge', { orderIds: [order.id, other.id] }));
}
