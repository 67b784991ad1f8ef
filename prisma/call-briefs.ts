import type { CallTask } from '../domain/call-tasks/call-task.ts';
import type { Policy } from '../domain/policy/schema.ts';
import { customerOf } from './customers.ts';
import type { Customer } from './customers.ts';
import type { Client } from './database.ts';
import { orderOf } from './orders.ts';
import type { StoredOrder } from './orders.ts';
import { policyVersion } from './policies-of-orders.ts';

/** A call task and what its script is made of, as it is now. */
export interface CallBrief {
  readonly task: CallTask;
  readonly order: StoredOrder;
  readonly customer: Customer;
  readonly shop: { readonly timeZone: string | null; readonly locale: string };
  readonly policy: Policy;
  /** Whether the order's buyer was promised a gift already. */
  readonly giftGiven: boolean;
}

/** What the calls of these tasks are about, in the order of the tasks. */
export async function callBriefs(client: Client, tasks: readonly CallTask[]): Promise<CallBrief[]> {
  const orderIds = tasks.map(({ orderId }) => orderId);
  const [orders, customers, shops, gifts] = await Promise.all([
    client.order.findMany({ where: { id: { in: orderIds } } }),
    client.customer.findMany({ where: { id: { in: tasks.map(({ customerId }) => customerId) } } }),
    client.shop.findMany({ where: { id: { in: tasks.map(({ shop }) => shop) } } }),
    client.callTask.findMany({
      where: { orderId: { in: orderIds }, gift: { not: null } },
      select: { orderId: true },
    }),
  ]);
  return Promise.all(
    tasks.map(async (task) => {
      const order = orderOf(thatOf(orders, task.orderId));
      return {
        task,
        order,
        customer: customerOf(thatOf(customers, task.customerId)),
        shop: thatOf(shops, task.shop),
        policy: await policyVersion(client, order.policy),
        giftGiven: gifts.some(({ orderId }) => orderId === task.orderId),
      };
    }),
  );
}

function thatOf<Row extends { readonly id: string }>(rows: readonly Row[], id: string): Row {
  const found = rows.find((row) => row.id === id);
  if (!found) throw new Error(`a call task names ${id}, which is not there`);
  return found;
}
