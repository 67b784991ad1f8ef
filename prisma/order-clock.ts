import type { Client } from './database.ts';

/** Sets how far an order's clock is ahead (rules.md 8). Fences nothing: it says what time it is, not what is true of the order. */
export async function setClockOffset(client: Client, orderId: string, offsetMs: number): Promise<void> {
  await client.order.updateMany({ where: { id: orderId }, data: { clockOffsetMs: offsetMs } });
}
