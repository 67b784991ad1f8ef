import { durationMs, later } from '../domain/duration.ts';
import type { Answer, RequestOf } from '../domain/order/requests.ts';
import type { OrderState } from '../domain/order/state.ts';
import { isFollowable, isFollowed } from '../domain/parcel/following.ts';
import { followingOf } from '../prisma/order-parcel.ts';
import { orders } from '../prisma/orders.ts';
import type { SubscriptionAnswer } from '../providers/ports.ts';
import { alertStaff } from './alert-staff.ts';
import type { Dependencies } from './dependencies.ts';
import { orderStep } from './order-step.ts';
import type { OrderStep, StepInput } from './order-step.ts';
import { applyPaymentEvents } from './receiving.ts';
import { accepted, refused, requestStep } from './request-step.ts';
import type { Carried, RequestInput } from './request-step.ts';

type Follow = RequestInput & RequestOf<'follow_parcel'>;

/** What a carrier answered, without its words. */
interface Subscribed {
  readonly answer: SubscriptionAnswer['state'];
}

/** Asking a carrier for its updates, at most 10 s. */
export function parcelCalls({ database, logistics }: Dependencies) {
  return {
    /** Subscribes to an order's parcel, once for each time that was asked for. Where there is no carrier to ask, the answer is no. */
    async subscribeParcel({ orderId }: StepInput): Promise<Subscribed> {
      const order = await orders(database.client).find(orderId);
      if (!order || !logistics || order.row.trackingNumber === null) return { answer: 'refused' };
      const { carrier, trackingNumber, parcelAsks } = order.row;
      const key = `${orderId}/follow_parcel/${parcelAsks}`;
      return { answer: (await logistics.subscribe({ key, orderId, carrier, trackingNumber })).state };
    },
  };
}

/** Updates on a parcel are subscribed to on request (product.md section 8). */
export function parcelFollowingSteps(dependencies: Dependencies) {
  return {
    /** Takes the wish to be told of a parcel: at once where it has left, else once it does. Asked again, nothing changes. */
    async followParcel(input: Follow): Promise<Carried> {
      return requestStep(dependencies, input, async (step) => follow(step, input));
    },

    /** The carrier was asked: it tells us from now on, or will not, or is asked again until a person looks. */
    async parcelSubscribed(input: StepInput & Subscribed): Promise<OrderState> {
      const { state } = await orderStep(dependencies, input, async (step) => {
        await applyPaymentEvents(step);
        if (step.order().row.parcelNextAt) await takeAnswer(step, input.answer);
      });
      return state;
    },
  };
}

function follow(step: OrderStep, { by }: Follow): Answer {
  const { status, row } = step.order();
  const { trackingNumber, parcelAsks } = row;
  const facts = { status, trackingNumber, following: followingOf(row) };
  if (isFollowed(facts)) return accepted;
  if (!isFollowable(facts)) return refused('not_followable', { status });
  const asks = parcelAsks + 1;
  step.changeLater({ parcelFollowing: 'asked', parcelAsks: asks, parcelTries: 0 });
  step.tell({ kind: 'parcel_followed', actor: by, facts: { asks, status } });
  if (status === 'shipped') askCarrierNow(step);
  return accepted;
}

/** The parcel has left, and somebody wants to know of it. Part of the step that ships. */
export async function followOnceShipped(step: OrderStep): Promise<void> {
  const { row } = step.order();
  if (followingOf(row) !== 'asked') return;
  if (row.trackingNumber === null) await notFollowed(step, 'refused', 'no_tracking_number');
  else askCarrierNow(step);
}

function askCarrierNow(step: OrderStep): void {
  step.changeLater({ parcelNextAt: new Date(step.now) });
}

async function takeAnswer(step: OrderStep, answer: Subscribed['answer']): Promise<void> {
  const { parcelAsks: asks, parcelTries } = step.order().row;
  const { tries, again } = step.policy.logistics;
  if (answer === 'subscribed') {
    step.changeLater({ parcelFollowing: 'subscribed', parcelNextAt: null });
    step.tell({ kind: 'parcel_subscribed', actor: 'provider', facts: { asks } });
    return;
  }
  if (answer === 'refused') return notFollowed(step, 'refused', 'refused');
  if (parcelTries + 1 >= tries) return notFollowed(step, 'unreachable', 'unreachable');
  const next = new Date(later(step.now, durationMs(again)));
  step.changeLater({ parcelTries: parcelTries + 1, parcelNextAt: next });
}

/** A buyer waits for updates that will not come: staff can put the number right, or ask the carrier. */
async function notFollowed(
  step: OrderStep,
  parcelFollowing: 'refused' | 'unreachable',
  why: string,
): Promise<void> {
  const { id, row } = step.order();
  const facts = { why, carrier: row.carrier, asks: row.parcelAsks };
  step.changeLater({ parcelFollowing, parcelNextAt: null });
  step.tell({ kind: 'parcel_not_followed', reason: why, facts });
  const key = `parcel_not_followed/${id}/${row.parcelAsks}`;
  await alertStaff(step, { kind: 'parcel_not_followed', facts, key });
}
