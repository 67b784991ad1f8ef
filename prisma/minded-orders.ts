import { z } from 'zod';
import type { Client } from './database.ts';

const Rows = z.array(z.object({ id: z.string(), workflowId: z.string() }));

/** An order and the workflow that minds it. */
export type MindedOrder = z.infer<typeof Rows>[number];

/** Who minds what, as the rows have it: for comparing them with the engine. */
export function mindedOrders(client: Client) {
  return {
    /** Orders that were started and wait for something, or the one named if it does: money, a parcel, somebody's decision. */
    async waiting(orderId: string | null = null): Promise<MindedOrder[]> {
      const rows = await client.$queryRaw`
        select id, workflow_id as "workflowId" from orders
         where started_at is not null and (${orderId}::text is null or id = ${orderId})
           and (status in ('awaiting_payment', 'payment_processing')
                or (status in ('confirmed', 'paid', 'shipped') and (watch_until is not null or amount_due > 0)))`;
      return Rows.parse(rows);
    },

    /** Which of these workflows are named by an order that is not over, or was over only after `since`. */
    async namedBy(workflowIds: readonly string[], since: string): Promise<ReadonlySet<string>> {
      const rows = await client.$queryRaw`
        select id, workflow_id as "workflowId" from orders
         where workflow_id = any(${[...workflowIds]}::text[])
           and coalesce(coalesce(closed_at, delivered_at) > ${since}::timestamptz, true)`;
      return new Set(Rows.parse(rows).map(({ workflowId }) => workflowId));
    },

    /** Orders whose instalments are watched and not paid off, or the one named if its are. */
    async payingBack(orderId?: string): Promise<string[]> {
      const rows = await client.instalmentPlan.findMany({
        where: {
          startedAt: { not: null },
          endedAt: null,
          ...(orderId === undefined ? {} : { orderId }),
        },
        select: { orderId: true },
      });
      return rows.map((row) => row.orderId);
    },

    /** Refunds that were to be sent before `since` and are still on their way, or the one named if it is. */
    async pendingRefunds(
      since: string,
      refundId?: string,
    ): Promise<{ readonly id: string; readonly orderId: string }[]> {
      return client.refund.findMany({
        where: {
          state: 'pending',
          OR: [{ sendAt: null, requestedAt: { lt: new Date(since) } }, { sendAt: { lt: new Date(since) } }],
          ...(refundId === undefined ? {} : { id: refundId }),
        },
        select: { id: true, orderId: true },
      });
    },
  };
}
