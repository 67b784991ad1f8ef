import type { LocalDate } from '../calendar/local-date.ts';

/** Where a parcel is, as its carrier tells. The last two are its end. */
export const parcelStates = [
  'picked_up',
  'in_transit',
  'out_for_delivery',
  'failed_attempt',
  'delivered',
  'returned',
] as const;
export type ParcelState = (typeof parcelStates)[number];

/** What the newest update of a carrier comes to. */
export interface Parcel {
  readonly state: ParcelState;
  /** When it got there, on the order's clock. */
  readonly at: string;
  /** The day the carrier expects it to arrive, by the calendar of where it goes. */
  readonly expectedOn?: LocalDate;
  /** How often nobody took it in. */
  readonly failedAttempts: number;
}

/** One thing a carrier told of a parcel. */
export type ParcelUpdate = Pick<Parcel, 'state' | 'at' | 'expectedOn'>;

/** What an update is worth: it moves the parcel, or it was overtaken by what is known already. */
export type UpdateWorth =
  | { readonly outcome: 'taken'; readonly parcel: Parcel; readonly isNewState: boolean }
  | { readonly outcome: 'older' | 'after_its_end' };

/**
 * What is known of a parcel after an update. Updates come in any order: the one that happened last counts, of two at one instant the
 * one further on the way; an end counts whenever it is told, and nothing counts after it. What an update does not say stays.
 */
export function moveParcel(parcel: Parcel | undefined, update: ParcelUpdate): UpdateWorth {
  if (parcel && isEnd(parcel.state)) return { outcome: 'after_its_end' };
  if (parcel && !isEnd(update.state) && !isLater(update, parcel)) return { outcome: 'older' };
  const isNewState = parcel?.state !== update.state;
  const failed = update.state === 'failed_attempt' ? 1 : 0;
  return {
    outcome: 'taken',
    isNewState,
    parcel: { ...parcel, ...update, failedAttempts: (parcel?.failedAttempts ?? 0) + failed },
  };
}

function isEnd(state: ParcelState): boolean {
  return state === 'delivered' || state === 'returned';
}

function isLater(update: ParcelUpdate, parcel: Parcel): boolean {
  const ms = Date.parse(update.at) - Date.parse(parcel.at);
  return ms === 0 ? rankOf(update.state) > rankOf(parcel.state) : ms > 0;
}

function rankOf(state: ParcelState): number {
  return parcelStates.indexOf(state);
}
