import type { Client } from '../prisma/database.ts';
import { orders } from '../prisma/orders.ts';
import type { StoredOrder } from '../prisma/orders.ts';
import { parcelUpdates } from '../prisma/parcel-updates.ts';
import type { ParcelNews } from '../providers/ports.ts';
import type { Dependencies } from './dependencies.ts';
import { receiveNews } from './outside-news.ts';

/** Takes a verified update of a carrier in; answers whether its order is known. Throws `EngineUnavailable` (outside-news.ts). */
export async function receiveParcelUpdate(
  { database, gateway }: Pick<Dependencies, 'database' | 'gateway'>,
  provider: string,
  { id: eventId, at: occurredAt, orderId, trackingNumber, state, expectedOn }: ParcelNews,
  now: string,
): Promise<boolean> {
  const update = {
    provider,
    eventId,
    occurredAt,
    orderId,
    trackingNumber,
    state,
    expectedOn: expectedOn ?? null,
  };
  const news = {
    provider,
    eventId,
    rows: parcelUpdates,
    signal: (order: StoredOrder, hash: string) => gateway.signalParcelUpdate(order, hash),
    async store(client: Client) {
      const order = await orders(client).lock(orderId);
      return parcelUpdates(client).store(update, { isKnown: order !== undefined, receivedAt: now });
    },
  };
  return receiveNews({ database }, news, now);
}
