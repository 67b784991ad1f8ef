import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { parcelStates } from '../../domain/parcel/parcel.ts';
import { SandboxProblem } from '../sandbox/problem.ts';
import { Arrival, untilTaken } from '../sandbox/until-taken.ts';
import type { SenderOptions } from '../sandbox/until-taken.ts';

/** A subscription as Holdfast asks for it. */
export const Subscription = z.looseObject({
  orderId: z.string().min(1).max(64),
  carrier: z.string().max(100).nullable(),
  trackingNumber: z.string().min(1).max(100),
});

/** What a person, or a test, lets a parcel do. */
export const Move = z.strictObject({
  state: z.enum(parcelStates),
  expectedOn: z.iso.date().exactOptional(),
  /** When it happened; now where it is left out. */
  at: z.iso.datetime({ offset: true }).exactOptional(),
  /** Of an update that was sent before: it is told once more. */
  id: z.string().min(1).max(255).exactOptional(),
  ...Arrival.shape,
});

export interface UpdateEvent {
  readonly id: string;
  readonly type: 'parcel.update';
  readonly at: string;
  readonly data: {
    readonly orderId: string;
    readonly trackingNumber: string;
    readonly state: z.output<typeof Move>['state'];
    readonly expectedOn?: string;
  };
}

/** A parcel somebody subscribed to, and what was told of it. */
export interface KnownParcel {
  readonly orderId: string;
  readonly carrier: string | null;
  readonly trackingNumber: string;
  readonly updates: readonly UpdateEvent[];
}

export interface Parcels {
  /** Subscribes to a parcel of an order, once: asked again, also under another key, it is one subscription. */
  subscribe(asked: z.output<typeof Subscription>): KnownParcel;
  list(): readonly KnownParcel[];
  find(orderId: string): KnownParcel | undefined;
  /** Moves a parcel and tells of it. Throws where nobody has subscribed to it. */
  move(orderId: string, move: z.output<typeof Move>): UpdateEvent;
  stop(): Promise<void>;
}

/** A tracking number that begins so is one that this carrier does not have. */
const NOT_OURS = 'UNKNOWN';

/** The sandbox carrier's books, in memory: nothing moves by itself (api.md). */
export function openParcels(options: SenderOptions): Parcels {
  const known = new Map<string, KnownParcel>();
  const sender = untilTaken(options);
  const find = (orderId: string) => known.get(orderId);
  return {
    find,
    list: () => [...known.values()],
    subscribe({ orderId, carrier, trackingNumber }) {
      const same = find(orderId);
      if (same?.trackingNumber === trackingNumber) return same;
      if (trackingNumber.toUpperCase().startsWith(NOT_OURS))
        throw new SandboxProblem(404, 'unknown_parcel', 'This carrier has no such parcel.');
      const parcel = { orderId, carrier, trackingNumber, updates: [] };
      known.set(orderId, parcel);
      return parcel;
    },
    move(orderId, move) {
      const parcel = find(orderId);
      if (!parcel) throw new SandboxProblem(404, 'not_found', 'Nobody has subscribed to this parcel.');
      const event = eventOf(parcel, options.now(), move);
      known.set(orderId, { ...parcel, updates: [...parcel.updates, event] });
      sender.send(event, move);
      return event;
    },
    stop: () => sender.stop(),
  };
}

function eventOf(
  { orderId, trackingNumber }: KnownParcel,
  now: Date,
  { state, expectedOn, at, id }: z.output<typeof Move>,
): UpdateEvent {
  return {
    id: id ?? `upd_${randomUUID()}`,
    type: 'parcel.update',
    at: at ?? now.toISOString(),
    data: { orderId, trackingNumber, state, ...(expectedOn === undefined ? {} : { expectedOn }) },
  };
}
