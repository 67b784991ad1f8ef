import { earlier, later } from '../domain/duration.ts';
import type { OrderState } from '../domain/order/state.ts';
import { isTerminal } from '../domain/order/status.ts';
import { moveParcel } from '../domain/parcel/parcel.ts';
import type { ParcelState, UpdateWorth } from '../domain/parcel/parcel.ts';
import { raiseAlert } from '../prisma/alerts-to-staff.ts';
import { parcelOf } from '../prisma/order-parcel.ts';
import { parcelUpdates, returnedAlert, updateEntry } from '../prisma/parcel-updates.ts';
import type { StoredUpdate } from '../prisma/parcel-updates.ts';
import type { Dependencies } from './dependencies.ts';
import { deliver } from './fulfilment.ts';
import { queueMessages, serviceChannels } from './messages.ts';
import { orderStep } from './order-step.ts';
import type { OrderStep, StepInput } from './order-step.ts';
import { promiseAsExpected } from './promising.ts';
import { applyPaymentEvents } from './receiving.ts';

/** What carriers tell of an order's parcel. */
export function parcelUpdateSteps(dependencies: Dependencies) {
  return {
    /** Applies what carriers have told us of the order's parcel and no step has applied yet, whatever its status. */
    async takeParcelUpdates(input: StepInput): Promise<OrderState> {
      const { state } = await orderStep(dependencies, input, async (step) => {
        await applyPaymentEvents(step);
        for (const update of await parcelUpdates(step.client).unapplied(input.orderId))
          await applyUpdate(step, update);
      });
      return state;
    },
  };
}

/** States a buyer is told of when his parcel gets there; the rest are on his page. */
const told: readonly ParcelState[] = ['out_for_delivery', 'failed_attempt', 'delivered', 'returned'];

async function applyUpdate(step: OrderStep, update: StoredUpdate): Promise<void> {
  const worth = worthOf(step, update);
  await parcelUpdates(step.client).markApplied(update, step.now, worth.outcome);
  step.tell(updateEntry(update, worth.outcome));
  if (worth.outcome !== 'taken') return;
  const { parcel, isNewState } = worth;
  step.changeLater({ parcel });
  if (parcel.state === 'delivered') await deliver(step, parcel.at, 'provider');
  else if (parcel.state === 'returned') await alertReturned(step);
  else if (parcel.expectedOn !== undefined) await promiseAsExpected(step, parcel.expectedOn);
  if (isNewState && told.includes(parcel.state)) await tellBuyer(step, parcel.state, update.number);
}

/** What an update is worth to its order: it must be of the parcel that has left. */
function worthOf(
  step: OrderStep,
  update: StoredUpdate,
): UpdateWorth | { readonly outcome: 'order_closed' | 'not_shipped' | 'other_parcel' } {
  const { status, row, clockOffsetMs } = step.order();
  if (status !== 'shipped') return { outcome: isTerminal(status) ? 'order_closed' : 'not_shipped' };
  if (row.trackingNumber !== update.trackingNumber) return { outcome: 'other_parcel' };
  const { state, expectedOn } = update;
  // The carrier's clock is the machine's; one that is fast tells of nothing that has not happened yet.
  const at = earlier(later(update.occurredAt, clockOffsetMs), step.now);
  return moveParcel(parcelOf(row), { state, at, ...(expectedOn === null ? {} : { expectedOn }) });
}

/** Staff know: what was promised is not watched any more. */
async function alertReturned(step: OrderStep): Promise<void> {
  step.changeLater({ arriveBy: null });
  const alert = returnedAlert(step.order().id, step.now);
  await raiseAlert(step.client, alert);
  step.tell({ kind: 'alert', reason: alert.kind, facts: alert.facts });
}

/** The number tells messages of one state apart: a parcel may go out for delivery twice. */
async function tellBuyer(step: OrderStep, reason: ParcelState, number: number): Promise<void> {
  const stage = `${reason}_${number}`;
  await queueMessages(step, { purpose: 'shipment', stage, channels: serviceChannels, extras: { reason } });
}
