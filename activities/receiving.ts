import { reasonNotToTakeUp, settle } from '../domain/payment/settlement.ts';
import type { RefundReason, Settlement } from '../domain/payment/settlement.ts';
import { isOpen } from '../domain/order/status.ts';
import { demandOf } from '../domain/stock.ts';
import { raiseAlert } from '../prisma/alerts-to-staff.ts';
import { buyerOf } from '../prisma/buyers.ts';
import { openSessions } from '../prisma/open-sessions.ts';
import { orders } from '../prisma/orders.ts';
import { payments } from '../prisma/payments.ts';
import type { Payment, UnappliedEvent } from '../prisma/payments.ts';
import { stockMovements } from '../prisma/stock-movements.ts';
import type { OrderStep } from './order-step.ts';
import { becomePaid, tellBuyerItIsPaid, watchUntil } from './becoming-paid.ts';
import { sendBack } from './sending-back.ts';

/**
 * Applies every stored and unapplied payment event of the order, in the order in which they were stored. Every step of an
 * order begins with it, so nothing is decided past money that has arrived (architecture.md, "Where paid and closed meet").
 */
export async function applyPaymentEvents(step: OrderStep): Promise<void> {
  for (const event of await payments(step.client).unapplied(step.order().id)) await applyEvent(step, event);
}

async function applyEvent(step: OrderStep, event: UnappliedEvent): Promise<void> {
  const owner = event.sessionId && (await openSessions(step.client).orderOf(event.provider, event.sessionId));
  const settlement = settle(step.order(), event, {
    alreadyReceived: (await payments(step.client).known(event)) !== undefined,
    foreignSession:
      owner !== undefined &&
      owner !== '' &&
      owner !== event.orderId &&
      step.order().id !== owner &&
      !(await follows(step, owner)),
  });
  await carryOut(step, event, settlement);
  if (settlement.what !== 'forward')
    await payments(step.client).markApplied(event, step.now, outcomeOf(settlement));
}

/** Whether the session's order was merged into, or superseded by, this one: then its money counts here (rules.md 15). */
async function follows(step: OrderStep, orderId: string): Promise<boolean> {
  const order = await step.client.order.findUnique({
    where: { id: orderId },
    select: { mergedInto: true, supersededBy: true },
  });
  return (order?.mergedInto ?? order?.supersededBy) === step.order().id;
}

function outcomeOf(settlement: Settlement): string {
  return settlement.what === 'ignore' ? `ignored_${settlement.why}` : settlement.what;
}

async function carryOut(step: OrderStep, event: UnappliedEvent, settlement: Settlement): Promise<void> {
  switch (settlement.what) {
    case 'ignore':
      return settlement.why === 'foreign_session' ? alertAbout(step, event, 'foreign_session') : undefined;
    case 'credit':
      return credit(step, event, settlement);
    case 'refund':
      return refundWhole(step, event, settlement.reason);
    case 'take_up_again':
      return settleLateMoney(step, event);
    case 'forward':
      return forward(step, event, settlement.to);
    case 'processing':
      return attemptProcessing(step, event);
    case 'failed':
      return attemptFailed(step, event, settlement.code);
    case 'record_refund':
      return recordProvidersRefund(step, event);
    default:
      return settlement satisfies never;
  }
}

async function credit(
  step: OrderStep,
  event: UnappliedEvent,
  { credited, excess, pays }: Extract<Settlement, { what: 'credit' }>,
): Promise<void> {
  const payment = await receive(step, event, credited);
  const { amountPaid, amountDue } = step.order();
  await step.change({ amountPaid: amountPaid + credited, amountDue: amountDue - credited });
  step.tell({
    kind: 'payment_received',
    reason: pays ? 'paid_in_full' : 'paid_in_part',
    actor: 'provider',
    facts: { ...factsOf(event), credited, excess },
  });
  if (excess > 0) await sendBack(step, payment, excess, 'excess');
  if (pays) return becomePaid(step);
  if (step.order().status === 'payment_processing')
    await step.change({ status: 'awaiting_payment', processingSince: null });
}

async function refundWhole(step: OrderStep, event: UnappliedEvent, reason: RefundReason): Promise<void> {
  const payment = await receive(step, event, 0);
  const afterClosing = !isOpen(step.order().status) && step.order().status !== 'confirmed';
  step.tell({
    kind: afterClosing ? 'late_payment' : 'payment_received',
    reason,
    actor: 'provider',
    facts: factsOf(event),
  });
  await sendBack(step, payment, event.amount, reason);
  await alertAbout(step, event, reason);
}

/** Money for an expired order: taken up again in one go when everything allows it, else sent back, once (rules.md 15). */
async function settleLateMoney(step: OrderStep, event: UnappliedEvent): Promise<void> {
  const order = step.order();
  const { standing } = await buyerOf(step.client, order);
  const { latePayment } = step.policy.payment;
  const reason =
    reasonNotToTakeUp(order, { latePayment, amount: event.amount, buyerBlocked: standing === 'blocked' }) ??
    (await reasonStockRefuses(step));
  step.tell({
    kind: 'late_payment',
    reason: reason ?? 'taken_up_again',
    actor: 'provider',
    facts: factsOf(event),
  });
  const credited = reason ? 0 : order.amountDue;
  const payment = await receive(step, event, credited);
  const back = event.amount - credited;
  if (back > 0) await sendBack(step, payment, back, reason ? 'late' : 'excess');
  await alertAbout(step, event, reason ? 'late_payment_refunded' : 'late_payment_taken_up');
  if (!reason) await takeUpAgain(step);
}

async function reasonStockRefuses(step: OrderStep): Promise<string | undefined> {
  const order = step.order();
  const moves = demandOf(order.lines).flatMap((demand) => [
    { ...demand, kind: 'hold' as const },
    { ...demand, kind: 'commit' as const },
  ]);
  const shortages = await stockMovements(step.client).move(
    order,
    `take_up:${order.version}`,
    step.now,
    moves,
  );
  return shortages.length > 0 ? 'sold_out' : undefined;
}

/** The one way out of a terminal state, `expired → paid`, and a workflow of its own to go on with. */
async function takeUpAgain(step: OrderStep): Promise<void> {
  const { id, total, financed } = step.order();
  await step.change({
    status: 'paid',
    amountPaid: total - financed,
    amountDue: 0,
    hold: 'committed',
    paymentState: 'succeeded',
    paidAt: step.now,
    closedReason: null,
    closedNote: null,
    closedAt: null,
    closingSince: null,
    startedAt: null,
    workflowId: await orders(step.client).nextWorkflowId(step.order()),
    watchUntil: watchUntil(step),
  });
  step.tell({ kind: 'taken_up_again', facts: { workflow: step.order().workflowId } });
  step.tell({
    kind: 'stock_committed',
    reason: 'taken_up_again',
    facts: { demand: demandOf(step.order().lines) },
  });
  await tellBuyerItIsPaid(step);
  step.afterwards(() => step.dependencies.companions.startOrder(id));
}

async function forward(step: OrderStep, event: UnappliedEvent, to: string): Promise<void> {
  await payments(step.client).moveTo(event, to);
  step.tell({
    kind: 'late_payment',
    reason: 'follows_the_order',
    actor: 'provider',
    facts: { ...factsOf(event), to },
  });
  step.afterwards(() => step.dependencies.companions.tellOfPayment(to, event));
}

async function attemptProcessing(step: OrderStep, event: UnappliedEvent): Promise<void> {
  if (event.sessionId)
    await openSessions(step.client).markByProvider(event.provider, event.sessionId, 'processing');
  const since = step.order().row.processingSince ?? step.now;
  await step.change({
    status: 'payment_processing',
    paymentState: 'processing',
    processingSince: since,
    closingSince: null,
  });
  step.tell({ kind: 'payment_processing', actor: 'provider', facts: factsOf(event) });
}

async function attemptFailed(step: OrderStep, event: UnappliedEvent, code: string): Promise<void> {
  if (event.sessionId)
    await openSessions(step.client).markByProvider(event.provider, event.sessionId, 'failed', code);
  const others = (await openSessions(step.client).ofOrder(event.orderId)).some(
    ({ state }) => state === 'processing',
  );
  if (!others)
    await step.change({
      status: 'awaiting_payment',
      paymentState: 'failed',
      failureCode: code,
      processingSince: null,
    });
  step.tell({ kind: 'payment_failed', reason: code, actor: 'provider', facts: factsOf(event) });
}

async function recordProvidersRefund(step: OrderStep, event: UnappliedEvent): Promise<void> {
  step.tell({ kind: 'refunded', reason: 'by_the_provider', actor: 'provider', facts: factsOf(event) });
  await alertAbout(step, event, 'refunded_by_provider');
}

async function receive(step: OrderStep, event: UnappliedEvent, credited: number): Promise<Payment> {
  if (event.sessionId)
    await openSessions(step.client).markByProvider(event.provider, event.sessionId, 'succeeded');
  return payments(step.client).receive(event, credited, step.now);
}

function factsOf({ provider, sessionId, amount, currency, occurredAt, failureCode }: UnappliedEvent) {
  return {
    provider,
    session: sessionId ?? null,
    amount,
    currency,
    occurredAt,
    ...(failureCode ? { failureCode } : {}),
  };
}

async function alertAbout(step: OrderStep, event: UnappliedEvent, kind: string): Promise<void> {
  const { id } = step.order();
  const facts = { provider: event.provider, amount: event.amount, currency: event.currency };
  await raiseAlert(step.client, {
    key: `${kind}/${event.provider}/${event.eventId}`,
    kind,
    subject: id,
    facts,
    at: step.now,
  });
  step.tell({ kind: 'alert', reason: kind, facts });
}
