import { randomUUID } from 'node:crypto';
import type { PlacingRequest } from '../../domain/placing/request.ts';
import type { CallTask } from '../../domain/call-tasks/call-task.ts';
import { callTaskOf } from '../../prisma/call-tasks.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import type { OrderWorld } from '../support/order-world.ts';
import type { TestShop } from '../support/shop.ts';

/** A buyer who may be called, and has a mail address. */
export function aCallableBuyer(
  changes: Partial<PlacingRequest['customer']> = {},
): PlacingRequest['customer'] {
  const id = `buyer-${randomUUID().slice(0, 8)}`;
  const consents = { call: true };
  return { id, phone: '138 0013 8000', email: `${id}@example.com`, locale: 'en', consents, ...changes };
}

/** One ring, worth a call: 3,000.00 CNY. */
export const aRing = [{ sku: 'ring', quantity: 1, unitPrice: { amount: 300_000, currency: 'CNY' } }];

/** Places an order of one ring for a buyer who may be called, and takes its workflow's first step. */
export async function placeCalled(
  { shop, world }: { readonly shop: TestShop; readonly world: OrderWorld },
  changes: Partial<PlacingRequest> = {},
): Promise<StoredOrder> {
  const order = await shop.place({ customer: aCallableBuyer(), lines: aRing, ...changes }, world.now());
  await world.open(order.id);
  return shop.order(order.id);
}

/** All call tasks of an order, oldest first. */
export async function tasksOf({ database: { client } }: TestShop, orderId: string): Promise<CallTask[]> {
  const rows = await client.callTask.findMany({ where: { orderId }, orderBy: [{ createdAt: 'asc' }] });
  return rows.map(callTaskOf);
}

/** The order's one task that is to be done. */
export async function openTaskOf(shop: TestShop, orderId: string): Promise<CallTask> {
  const open = (await tasksOf(shop, orderId)).filter(({ state }) => state === 'open' || state === 'claimed');
  const [task] = open;
  if (!task || open.length > 1) throw new Error(`${orderId} has ${open.length} calls to make`);
  return task;
}
