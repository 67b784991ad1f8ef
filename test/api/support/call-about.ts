import { randomUUID } from 'node:crypto';
import { callTasks } from '../../../prisma/call-tasks.ts';
import type { PlacedOrder, TestApi } from './api.ts';

/** The first call that is to be made about an order, as its step adds it; answers the call's id. */
export async function callAbout(api: TestApi, order: PlacedOrder): Promise<string> {
  const id = randomUUID();
  await callTasks(api.shop.database.client).add({
    id,
    orderId: order.id,
    customerId: order.customerId,
    shop: 'default',
    stage: 'first',
    attempt: 1,
    segment: 'new',
    createdAt: api.clock.now,
  });
  return id;
}
