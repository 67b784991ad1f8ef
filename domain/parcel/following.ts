import type { OrderStatus } from '../order/status.ts';

/**
 * Whether a carrier's updates were asked for, and what came of it: `asked` until the carrier has taken the request, which begins once
 * the order has shipped; `refused`: there is no such parcel for it; `unreachable`: it did not answer for as long as the policy tries.
 */
export const followings = ['asked', 'subscribed', 'refused', 'unreachable'] as const;
export type Following = (typeof followings)[number];

/** What following a parcel goes by. */
export interface FollowingFacts {
  readonly status: OrderStatus;
  readonly trackingNumber: string | null;
  readonly following: Following | null;
}

/** Whether updates can be asked for: the order is paid, or to be paid at the door, has not arrived, and has a number if it has left. */
export function isFollowable({ status, trackingNumber }: FollowingFacts): boolean {
  if (status === 'paid' || status === 'confirmed') return true;
  return status === 'shipped' && trackingNumber !== null;
}

/** Whether they were asked for and may still come: asking again changes nothing. */
export function isFollowed({ following }: Pick<FollowingFacts, 'following'>): boolean {
  return following === 'asked' || following === 'subscribed';
}
