import type { Actor } from '../domain/journal.ts';
import type { Answer, RequestOf } from '../domain/order/requests.ts';
import type { OrderState } from '../domain/order/state.ts';
import { demandOf } from '../domain/stock.ts';
import { alertStaff } from './alert-staff.ts';
import { lacksAutoDebit } from './auto-debit.ts';
import type { Dependencies } from './dependencies.ts';
import { orderStep } from './order-step.ts';
import type { OrderStep, StepInput } from './order-step.ts';
import { followOnceShipped } from './parcel-following.ts';
import { keptPromise, promiseOnceShipped } from './promising.ts';
import { applyPaymentEvents } from './receiving.ts';
import { accepted, refused, requestStep } from './request-step.ts';
import { giveRewards } from './rewarding.ts';
import { standingAfterPayment } from './standing.ts';
import type { Carried, RequestInput } from './request-step.ts';

type Ship = RequestInput & RequestOf<'ship'>;
type Deliver = RequestInput & RequestOf<'deliver'>;

/** After payment: shipped, delivered, or watched too long (product.md section 8). */
export function fulfilmentSteps(dependencies: Dependencies) {
  return {
    async shipOrder(input: Ship): Promise<Carried> {
      return requestStep(dependencies, input, (step) => ship(step, input));
    },

    async deliverOrder(input: Deliver): Promise<Carried> {
      return requestStep(dependencies, input, async (step) => deliver(step, input.at ?? step.now));
    },

    /** A paid order that was not delivered in `fulfilment.watch` is brought to a person; nobody waits for it any longer. */
    async endWatch(input: StepInput): Promise<OrderState> {
      const { state } = await orderStep(dependencies, input, async (step) => {
        await applyPaymentEvents(step);
        const { status, row } = step.order();
        if (!row.watchUntil || status === 'delivered') return;
        await step.change({ watchUntil: null });
        const facts = { status, paidAt: row.paidAt?.toISOString() ?? null };
        await alertStaff(step, { kind: 'not_delivered', facts });
      });
      return state;
    },
  };
}

/** Cash on delivery has held its stock until now: it is committed as the parcel leaves (rules.md 14). */
async function ship(step: OrderStep, { at, carrier, trackingNumber }: Ship): Promise<Answer> {
  const order = step.order();
  if (order.status !== 'paid' && order.status !== 'confirmed')
    return refused('not_shippable', { status: order.status });
  if (lacksAutoDebit(step)) return refused('auto_debit_required');
  if (order.hold === 'held') commitHold(step);
  const shippedAt = at ?? step.now;
  await step.change({
    status: 'shipped',
    hold: 'committed',
    shippedAt: new Date(shippedAt),
    carrier: carrier ?? null,
    trackingNumber: trackingNumber ?? null,
  });
  const inTime = await keptPromise(step, 'shipsOn', shippedAt);
  step.tell({
    kind: 'shipped',
    actor: 'service',
    facts: { at: shippedAt, carrier: carrier ?? null, inTime },
  });
  await promiseOnceShipped(step, shippedAt);
  await followOnceShipped(step);
  return accepted;
}

function commitHold(step: OrderStep): void {
  const order = step.order();
  const demand = demandOf(order.lines);
  step.moveStockAtEnd(
    'ship',
    demand.map((wanted) => ({ ...wanted, kind: 'commit' as const })),
  );
  step.tell({ kind: 'stock_committed', reason: 'shipped', facts: { demand } });
}

/** Delivered, as the shop says or its carrier; what was still due was collected at the door (cash on delivery). */
export async function deliver(
  step: OrderStep,
  deliveredAt: string,
  actor: Actor = 'service',
): Promise<Answer> {
  const order = step.order();
  if (order.status !== 'shipped') return refused('not_deliverable', { status: order.status });
  const collected = order.amountDue;
  await step.change({
    status: 'delivered',
    deliveredAt: new Date(deliveredAt),
    watchUntil: null,
    arriveBy: null,
    parcelNextAt: null,
    ...(collected > 0
      ? {
          amountPaid: order.amountPaid + collected,
          amountDue: 0,
          paymentState: 'succeeded',
          paidAt: new Date(deliveredAt),
        }
      : {}),
  });
  if (collected > 0) {
    step.tell({
      kind: 'payment_received',
      reason: 'cash_on_delivery',
      actor,
      facts: { credited: collected },
    });
    await standingAfterPayment(step);
    await giveRewards(step);
  }
  const inTime = await keptPromise(step, 'arrivesOn', deliveredAt);
  step.tell({ kind: 'delivered', actor, facts: { at: deliveredAt, inTime } });
  return accepted;
}
