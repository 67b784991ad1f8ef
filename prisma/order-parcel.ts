import { z } from 'zod';
import { followings } from '../domain/parcel/following.ts';
import type { Following } from '../domain/parcel/following.ts';
import { parcelStates } from '../domain/parcel/parcel.ts';
import type { Order as OrderRow } from './generated/client.ts';
import { oneOf } from './rows.ts';

const Parcel = z.object({
  state: z.enum(parcelStates),
  at: z.string(),
  expectedOn: z.string().exactOptional(),
  failedAttempts: z.int(),
});
/** A parcel as its order's row remembers it. */
export type StoredParcel = z.infer<typeof Parcel>;

/** What an order's row says of its parcel; undefined until a carrier has told of it. */
export function parcelOf({ parcel }: Pick<OrderRow, 'parcel'>): StoredParcel | undefined {
  return parcel === null ? undefined : Parcel.parse(parcel);
}

/** Whether updates on it were asked for, and what came of it. */
export function followingOf({ parcelFollowing }: Pick<OrderRow, 'parcelFollowing'>): Following | null {
  return parcelFollowing === null ? null : oneOf(followings, parcelFollowing);
}
