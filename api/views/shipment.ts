import { isClosed } from '../../domain/order/status.ts';
import { followingOf, parcelOf } from '../../prisma/order-parcel.ts';
import type { StoredOrder } from '../../prisma/orders.ts';
import { present } from './present.ts';

/** Where an order's parcel is; nothing until it has left, or somebody asked to be told once it does. */
export function shipmentView({ status, row }: Pick<StoredOrder, 'status' | 'row'>) {
  const following = followingOf(row);
  const { carrier, trackingNumber, shippedAt, deliveredAt } = row;
  if (isClosed(status) || (shippedAt === null && following === null)) return undefined;
  const { state, at, expectedOn, failedAttempts } = parcelOf(row) ?? {};
  return {
    updates: following ?? ('none' as const),
    ...present({
      carrier,
      trackingNumber,
      shippedAt: shippedAt?.toISOString(),
      deliveredAt: deliveredAt?.toISOString(),
      state,
      at,
      expectedOn,
      failedAttempts,
    }),
  };
}
