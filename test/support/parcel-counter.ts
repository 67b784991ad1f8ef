import { randomUUID } from 'node:crypto';
import type { ParcelState } from '../../domain/parcel/parcel.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { parcelUpdates } from '../../prisma/parcel-updates.ts';
import type { RunningShop } from './running-shop.ts';

/** What a test says of a carrier's update. */
interface Told {
  readonly id?: string;
  readonly at?: string;
  readonly expectedOn?: string;
}

/** What happens about parcels in a shop that runs. */
export function parcelCounterOf(shop: () => RunningShop) {
  /** A carrier's update is stored as the API does, and the workflow told. */
  const tell = async ({ id: orderId }: StoredOrder, state: ParcelState, told: Told = {}): Promise<void> => {
    const receivedAt = new Date().toISOString();
    const { id: eventId = randomUUID(), at: occurredAt = receivedAt, expectedOn = null } = told;
    const update = { provider: 'sandbox', eventId, orderId, trackingNumber: 'SF-1', state };
    await parcelUpdates(shop().database.client).store(
      { ...update, expectedOn, occurredAt },
      { isKnown: true, receivedAt },
    );
    await shop().dependencies.companions.tellOfParcel(orderId, update);
  };
  return { tell };
}
