import { outstandingOf, owedOf, settledState } from '../domain/credit/dues.ts';
import { isOpen } from '../domain/order/status.ts';
import type { PaidInstalment, Settlement } from '../domain/payment/settlement.ts';
import { instalments } from '../prisma/instalments.ts';
import { openSessions } from '../prisma/open-sessions.ts';
import type { UnappliedEvent } from '../prisma/unapplied-events.ts';
import { tellOfInstalment } from './dues-telling.ts';
import { factsOf } from './event-facts.ts';
import { serviceChannels } from './messages.ts';
import type { OrderStep } from './order-step.ts';
import { receive } from './receiving-money.ts';
import { sendBack } from './sending-back.ts';

type Credited = Extract<Settlement, { what: 'instalment' }>;

/** The instalment an event's session or debit pays; undefined for money of the order itself. */
export async function instalmentOf(
  step: OrderStep,
  { provider, sessionId }: UnappliedEvent,
): Promise<PaidInstalment | undefined> {
  const { id, status, row } = step.order();
  if (sessionId === undefined || row.creditApplicationId === null || isOpen(status)) return undefined;
  const through = await instalments(step.client).paidThrough(provider, sessionId);
  const found = through && (await instalments(step.client).find(id, through.number));
  return found && { number: found.number, owed: owedOf(found), isVoid: found.state === 'void' };
}

/** Money for an instalment counts on it alone, once; what financed the order is not changed by it (rules.md 14). */
export async function creditInstalment(
  step: OrderStep,
  event: UnappliedEvent,
  { number, credited, excess }: Credited,
): Promise<void> {
  const { id } = step.order();
  const rows = instalments(step.client);
  const before = await rows.find(id, number);
  if (!before) throw new Error(`order ${id} has no instalment ${number}`);
  const { by = 'link' } =
    (event.sessionId && (await rows.paidThrough(event.provider, event.sessionId))) || {};
  const { payment } = await receive(step, event, credited, number);
  const after = { ...before, paid: before.paid + credited };
  const isPaid = owedOf(after) === 0;
  const settled = isPaid
    ? { state: settledState(after), debitAt: null, paidAt: new Date(step.now), paidBy: by }
    : {};
  await rows.change(id, number, { paid: after.paid, ...settled });
  step.tell({
    kind: 'payment_received',
    reason: 'instalment',
    actor: 'provider',
    facts: { ...factsOf(event), instalment: number, credited, excess },
  });
  if (excess > 0) await sendBack(step, payment, excess, 'excess');
  await showOnPage(step);
  if (isPaid) await tellItIsPaid(step, number, by);
  // A debit is made by the workflow that watches the instalments: it knows.
  if (by === 'link') watchAgain(step);
}

async function tellItIsPaid(step: OrderStep, number: number, by: 'debit' | 'link'): Promise<void> {
  const { id } = step.order();
  const all = await instalments(step.client).ofOrder(id);
  const outstanding = outstandingOf(all);
  step.tell({
    kind: 'instalment_paid',
    reason: by,
    actor: by === 'debit' ? 'engine' : 'buyer',
    facts: { instalment: number, of: all.length, outstanding },
  });
  if (outstanding === 0) step.tell({ kind: 'instalments_paid_off', facts: { instalments: all.length } });
  await tellOfInstalment(step, {
    purpose: 'instalment_paid',
    stage: `instalment_${number}`,
    number,
    channels: serviceChannels,
    reason: by,
  });
}

/** An attempt by link: its session has moved on, and nothing is debited while it may bring money. */
export async function attemptOnInstalment(
  step: OrderStep,
  event: UnappliedEvent,
  { number }: Extract<Settlement, { what: 'instalment_attempt' }>,
): Promise<void> {
  const { provider, sessionId, type, failureCode } = event;
  if (sessionId === undefined) return;
  const state = type === 'payment.failed' ? 'failed' : 'processing';
  await openSessions(step.client).markByProvider(provider, sessionId, state, failureCode);
  const kind = state === 'failed' ? 'payment_failed' : 'payment_processing';
  const reason = failureCode === undefined ? {} : { reason: failureCode };
  step.tell({ kind, ...reason, actor: 'provider', facts: { ...factsOf(event), instalment: number } });
  await showOnPage(step);
}

/** The buyer's page shows the instalments, and follows the order's version. */
export async function showOnPage(step: OrderStep): Promise<void> {
  await step.change({});
}

/** What watches the order's instalments is started, or reads their rows again. */
export function watchAgain(step: OrderStep): void {
  const { id } = step.order();
  step.afterwards(() => step.dependencies.companions.watchInstalments(id));
}
