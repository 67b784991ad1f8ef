import { durationMs, later } from '../domain/duration.ts';
import { agendaOf } from '../domain/order/agenda.ts';
import { isOver } from '../domain/order/over.ts';
import type { OrderState } from '../domain/order/state.ts';
import { isOpen } from '../domain/order/status.ts';
import type { Policy } from '../domain/policy/schema.ts';
import type { StoredOrder } from '../prisma/orders.ts';
import type { StepEnding } from '../prisma/steps.ts';
import { creditAgenda } from './credit-ending.ts';

/** The snapshot a workflow keeps of its order (domain/order/state.ts). */
export function stateOf(order: StoredOrder, policy: Policy, ending: StepEnding): OrderState {
  const agenda = agendaOf({
    ...order,
    reminders: order.plan ?? [],
    undeliveredSince: ending.undeliveredSince,
    sessionsLeftOpen: !isOpen(order.status) && ending.payableSessions,
    processingSince: order.row.processingSince?.toISOString() ?? null,
    pendingAlertAt: pendingAlertAt(order, policy),
    pausedUntil: pausedUntil(order, policy),
    askedAt: order.row.askedAt?.toISOString() ?? null,
    watchUntil: order.row.watchUntil?.toISOString() ?? null,
    ...creditAgenda(order, policy),
    shipBy: order.row.shipBy?.toISOString() ?? null,
    arriveBy: order.row.arriveBy?.toISOString() ?? null,
    parcelNextAt: order.row.parcelNextAt?.toISOString() ?? null,
  });
  return { ...snapshotOf(order), agenda, over: isOver(order, agenda) };
}

function snapshotOf({ id: orderId, workflowId, status, revision, version, ...order }: StoredOrder) {
  const { deadline, amountDue, currency, remindersSent, closedReason } = order;
  const identity = { orderId, workflowId, status, revision, version };
  return { ...identity, deadline, amountDue, currency, remindersSent, closedReason };
}

/** A pending payment is brought to a person once, `pendingWait` after the deadline, or after it began where there is none (rules.md 16). */
function pendingAlertAt({ deadline, row }: StoredOrder, policy: Policy): string | null {
  const since = deadline ?? row.processingSince?.toISOString();
  if (!since || row.pendingAlertedAt) return null;
  return later(since, durationMs(policy.payment.pendingWait));
}

/** Until when an open problem holds reminders and closing: `problemPauseMax` in all (rules.md 19). */
export function pausedUntil({ row }: StoredOrder, policy: Policy): string | null {
  if (!row.pausedSince) return null;
  return later(
    row.pausedSince.toISOString(),
    durationMs(policy.payment.problemPauseMax) - Number(row.problemPauseMs),
  );
}
