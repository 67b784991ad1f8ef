import { later } from '../domain/duration.ts';
import { journal } from '../prisma/journal.ts';
import { orders } from '../prisma/orders.ts';
import type { StoredOrder } from '../prisma/orders.ts';
import { setClockOffset } from '../prisma/order-clock.ts';
import type { Dependencies } from './dependencies.ts';

type Needs = Pick<Dependencies, 'database' | 'gateway' | 'sandboxClock' | 'now'>;

/**
 * Moves one order's clock `ms` ahead (rules.md 8), on the real engine, and waits until all that became due is done. The offset is
 * stored first: what starts beside the order on the way begins on its new clock. It is taken back when the engine could not follow.
 */
export async function fastForward(needs: Needs, order: StoredOrder, ms: number): Promise<StoredOrder> {
  const { id: orderId, clockOffsetMs: before } = order;
  const offsetMs = before + ms;
  await moveClock(needs, orderId, offsetMs);
  try {
    await needs.gateway.fastForward(order, ms);
  } catch (error) {
    await moveClock(needs, orderId, before);
    throw error;
  }
  const at = later(needs.now(), offsetMs);
  const { client } = needs.database;
  await journal(client).write(orderId, [
    { at, kind: 'fast_forwarded', actor: 'service', facts: { byMs: ms, offsetMs } },
  ]);
  const after = await orders(client).find(orderId);
  if (!after) throw new Error(`order ${orderId} is gone`);
  return after;
}

async function moveClock(
  { database, sandboxClock }: Needs,
  orderId: string,
  offsetMs: number,
): Promise<void> {
  await setClockOffset(database.client, orderId, offsetMs);
  await sandboxClock?.tellOffset(orderId, offsetMs);
}
