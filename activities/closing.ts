import type { ClosedReason } from '../domain/order/order.ts';
import type { OrderStatus } from '../domain/order/status.ts';
import type { OrderState } from '../domain/order/state.ts';
import { standsAside } from '../domain/order/standing-aside.ts';
import { demandOf } from '../domain/stock.ts';
import { between, durationMs } from '../domain/duration.ts';
import { isUnpaidClose } from '../domain/standing/standing.ts';
import { raiseAlert } from '../prisma/alerts-to-staff.ts';
import { openSessions } from '../prisma/open-sessions.ts';
import type { LaterChanges } from '../prisma/orders.ts';
import { alertStaff } from './alert-staff.ts';
import { nothingFinanced, nothingToCollect } from './becoming-paid.ts';
import { tellBuyerItIsClosed } from './closed-notice.ts';
import type { Dependencies } from './dependencies.ts';
import { orderStep } from './order-step.ts';
import type { OrderStep, StepInput } from './order-step.ts';
import { applyPaymentEvents } from './receiving.ts';
import { sendBackAll } from './sending-back.ts';
import { standingAfterClose } from './standing.ts';

/** `ask`: sessions at the provider have to be asked about and closed first; do that, then run the step again. */
export interface ClosingAnswer {
  readonly ask: boolean;
  readonly state: OrderState;
}

/** The end of an order that was not paid in time: refuse new attempts, have the provider asked, release (product.md 5). */
export function closingSteps(dependencies: Dependencies) {
  return {
    /** Expires the order when its release time has come and nothing speaks against it; else answers what is due instead. */
    async closeOrder(input: StepInput): Promise<ClosingAnswer> {
      const { result, state } = await orderStep(dependencies, input, async (step) => {
        await applyPaymentEvents(step);
        if (!isDueToClose(step)) return { ask: false };
        if (step.liveSessions && (await openSessions(step.client).any(input.orderId)))
          return refuseNewAttempts(step);
        await expire(step);
        return { ask: false };
      });
      return { ...result, state };
    },

    /** A payment that stays pending is brought to a person, once (rules.md 16). The hold stays. */
    async alertPending(input: StepInput): Promise<OrderState> {
      const { state } = await orderStep(dependencies, input, async (step) => {
        await applyPaymentEvents(step);
        const { status, row } = step.order();
        if (status !== 'payment_processing' || row.pendingAlertedAt) return;
        await step.change({ pendingAlertedAt: new Date(step.now) });
        const facts = { since: row.processingSince?.toISOString() ?? null };
        await alertStaff(step, { kind: 'stuck_payment', facts });
      });
      return state;
    },
  };
}

function isDueToClose(step: OrderStep): boolean {
  const { status, releaseAt, supersedingSince, row } = step.order();
  return (
    status === 'awaiting_payment' &&
    releaseAt !== null &&
    !row.pausedSince &&
    !standsAside(supersedingSince, step.now) &&
    between(releaseAt, step.now) >= 0
  );
}

async function refuseNewAttempts(step: OrderStep): Promise<{ ask: boolean }> {
  const { id, closingSince, releaseAt } = step.order();
  if (!closingSince) {
    await step.change({ closingSince: new Date(step.now) });
    step.tell({ kind: 'closing', reason: 'deadline_passed', facts: { releaseAt } });
  } else if (between(closingSince, step.now) >= durationMs(step.policy.payment.pendingWait)) {
    const facts = { closingSince };
    await raiseAlert(step.client, {
      key: `closing_waits/${id}`,
      kind: 'provider_unreachable',
      subject: id,
      facts,
      at: step.now,
    });
  }
  return { ask: true };
}

async function expire(step: OrderStep): Promise<void> {
  const { deadline, releaseAt } = step.order();
  await closeAs(step, { status: 'expired', closedReason: 'deadline_passed' });
  step.tell({ kind: 'expired', reason: 'deadline_passed', facts: { deadline, releaseAt } });
  await tellBuyerItIsClosed(step);
}

type Closing = LaterChanges & { readonly status: OrderStatus; readonly closedReason: ClosedReason };

/**
 * Closes an order in the step's transaction: its hold is released, and what was paid for a part goes back. Who closes has
 * made sure before that no session can still bring money.
 */
export async function closeAs(step: OrderStep, changes: Closing): Promise<void> {
  const order = step.order();
  const { status, closedReason } = changes;
  const unpaidClose = isUnpaidClose(
    { ...order, status, closedReason, closedAt: step.now },
    step.policy.standing,
  );
  const held = order.hold === 'held';
  const demand = demandOf(order.lines);
  if (held) {
    step.moveStockAtEnd(
      'close',
      demand.map((wanted) => ({ ...wanted, kind: 'release' as const })),
    );
    step.tell({ kind: 'stock_released', facts: { demand } });
  }
  step.changeLater({
    ...nothingToCollect,
    ...nothingFinanced(order),
    closedAt: new Date(step.now),
    unpaidClose,
    ...(held ? { hold: 'released' } : {}),
    ...changes,
  });
  if (unpaidClose) await standingAfterClose(step);
  if (order.amountPaid > 0) await sendBackAll(step, 'underpaid');
}
