import { z } from 'zod';
import { contactParts } from '../../console/pay/pay-view.ts';
import type { PayActions } from '../../console/pay/pay-actions.ts';
import type { ContactPart } from '../../console/pay/pay-view.ts';
import { isFollowable, isFollowed } from '../../domain/parcel/following.ts';
import { followingOf } from '../../prisma/order-parcel.ts';
import type { StoredOrder } from '../../prisma/orders.ts';

const Contact = z.record(z.string(), z.string());

/** Which parts are known of who takes the parcel, and where; never what they are. */
export function knownContact({ row }: Pick<StoredOrder, 'row'>): readonly ContactPart[] {
  const known = Object.keys(Contact.safeParse(row.contact).data ?? {});
  return contactParts.filter((field) => known.includes(field));
}

/** What the buyer may do about the delivery: until the parcel has left, say where it goes; then, and before, follow it. */
export function deliveryActions(
  { status, row }: Pick<StoredOrder, 'status' | 'row'>,
  { path, carries }: { readonly path: string; readonly carries: boolean },
): Pick<PayActions, 'follow' | 'contact'> {
  const following = followingOf(row);
  const facts = { status, trackingNumber: row.trackingNumber, following };
  const mayFollow = carries && isFollowable(facts) && !isFollowed(facts);
  const hasNotLeft = status === 'awaiting_payment' || status === 'confirmed' || status === 'paid';
  return {
    ...(mayFollow ? { follow: `${path}/follow` } : {}),
    ...(hasNotLeft ? { contact: `${path}/contact` } : {}),
  };
}
