import { settle } from '../domain/payment/settlement.ts';
import type { RefundReason, Settlement } from '../domain/payment/settlement.ts';
import { STANDS_ASIDE_NO_MORE } from '../domain/order/standing-aside.ts';
import { attemptOnInstalment, creditInstalment, instalmentOf } from './dues-receiving.ts';
import { awaitsMoney } from '../domain/order/status.ts';
import { openSessions } from '../prisma/open-sessions.ts';
import { payments } from '../prisma/payments.ts';
import { unappliedEvents } from '../prisma/unapplied-events.ts';
import type { PaymentNews, UnappliedEvent } from '../prisma/unapplied-events.ts';
import type { Refund } from '../prisma/refunds.ts';
import { orders } from '../prisma/orders.ts';
import type { OrderChanges } from '../prisma/orders.ts';
import type { OrderStep } from './order-step.ts';
import { becomePaid } from './becoming-paid.ts';
import { withdrawApplication } from './credit-withdrawing.ts';
import { alertAbout, factsOf } from './event-facts.ts';
import { settleLateMoney } from './late-money.ts';
import { recordProvidersRefund } from './providers-refund.ts';
import { receive } from './receiving-money.ts';
import { refundCameBack } from './refund-came-back.ts';
import { refundDone } from './refund-done.ts';
import { refundMeant } from './refund-meant.ts';
import { sendBack } from './sending-back.ts';

/**
 * Applies every stored and unapplied payment event of the order, in the order in which they were stored. Every step of an
 * order begins with it, so nothing is decided past money that has arrived (architecture.md, "Where paid and closed meet").
 */
export async function applyPaymentEvents(step: OrderStep): Promise<void> {
  for (const [index, news] of step.takeNews().entries())
    await applyEvent(step, index === 0 ? news : await lookAgain(step, news));
}

/** The events applied before it may have changed what is known of its money. */
async function lookAgain({ client }: OrderStep, news: PaymentNews): Promise<PaymentNews> {
  return { ...news, isKnown: (await payments(client).known(news)) !== undefined };
}

/** Applies one event that no step has applied. */
export async function applyEvent(step: OrderStep, event: PaymentNews): Promise<void> {
  const refund = await refundMeant(step, event);
  const settlement = settle(step.order(), event, {
    alreadyReceived: event.isKnown,
    instalment: await instalmentOf(step, event),
    movedTo: await whereItCounts(step, event, refund),
    foreignSession: await isForeign(step, event),
    refund: refund?.state,
  });
  await carryOut(step, event, settlement);
  if (settlement.what !== 'forward')
    await unappliedEvents(step.client).markApplied(event, step.now, outcomeOf(settlement));
}

/** The order on which money counts that the provider has given back, or could not; undefined where it is this one. */
async function whereItCounts(
  step: OrderStep,
  event: PaymentNews,
  refund: Refund | undefined,
): Promise<string | undefined> {
  const isTold = event.type === 'payment.refunded' && event.isKnown;
  const payment = isTold ? await payments(step.client).known(event) : undefined;
  const orderId = refund?.orderId ?? payment?.orderId;
  return orderId === step.order().id ? undefined : orderId;
}

/** Whether the session is another order's. One that was merged into, or superseded by, this one pays for it (rules.md 15). */
async function isForeign(step: OrderStep, { sessionOrder }: PaymentNews): Promise<boolean> {
  const { id } = step.order();
  if (sessionOrder === undefined || sessionOrder === id) return false;
  return !(await orders(step.client).leadsTo(sessionOrder, id));
}

function outcomeOf(settlement: Settlement): string {
  return settlement.what === 'ignore' ? `ignored_${settlement.why}` : settlement.what;
}

async function carryOut(step: OrderStep, event: UnappliedEvent, settlement: Settlement): Promise<void> {
  switch (settlement.what) {
    case 'ignore':
      return ignore(step, event, settlement.why);
    case 'credit':
      return credit(step, event, settlement);
    case 'instalment':
      return creditInstalment(step, event, settlement);
    case 'instalment_attempt':
      return attemptOnInstalment(step, event, settlement);
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
    case 'refund_done':
      return refundDone(step, event);
    case 'refund_came_back':
      return refundCameBack(step, event, settlement.code);
    default:
      return settlement satisfies never;
  }
}

/** Nothing changes for the order; but a session whose money has come is known to be over, however late its row was written. */
async function ignore(
  step: OrderStep,
  event: UnappliedEvent,
  why: Extract<Settlement, { what: 'ignore' }>['why'],
): Promise<void> {
  if (why === 'foreign_session') return alertAbout(step, event, 'foreign_session');
  if (why !== 'duplicate' || !event.sessionId) return;
  await openSessions(step.client).markByProvider(event.provider, event.sessionId, 'succeeded');
}

async function credit(
  step: OrderStep,
  event: UnappliedEvent,
  { credited, excess, pays }: Extract<Settlement, { what: 'credit' }>,
): Promise<void> {
  const { payment, counts } = await receive(step, event, credited);
  const isPaid = pays && counts === credited;
  const { amountPaid, amountDue } = step.order();
  step.changeLater({ amountPaid: BigInt(amountPaid + counts), amountDue: BigInt(amountDue - counts) });
  step.tell({
    kind: 'payment_received',
    reason: isPaid ? 'paid_in_full' : 'paid_in_part',
    actor: 'provider',
    facts: { ...factsOf(event), credited: counts, excess },
  });
  if (excess > 0) await sendBack(step, payment, excess, 'excess');
  if (isPaid) return becomePaid(step);
  if (counts > 0) await withdrawApplication(step, 'money_arrived');
  if (step.order().status === 'payment_processing') await waitAgain(step, { paymentState: 'none' });
}

/** An attempt is over and has not paid the order: it waits on, unless another attempt or an application is still under way. */
async function waitAgain(
  step: OrderStep,
  attempt: Pick<OrderChanges, 'paymentState' | 'failureCode'>,
): Promise<void> {
  const sessions = await openSessions(step.client).ofOrder(step.order().id);
  if (sessions.some(({ state }) => state === 'processing')) return;
  const status = step.order().row.creditSince ? 'payment_processing' : 'awaiting_payment';
  await step.change({ status, processingSince: null, ...attempt });
}

async function refundWhole(step: OrderStep, event: UnappliedEvent, reason: RefundReason): Promise<void> {
  const { payment } = await receive(step, event, 0);
  const afterClosing = !awaitsMoney(step.order().status);
  step.tell({
    kind: afterClosing ? 'late_payment' : 'payment_received',
    reason,
    actor: 'provider',
    facts: factsOf(event),
  });
  await sendBack(step, payment, event.amount, reason);
  await alertAbout(step, event, reason);
}

async function forward(step: OrderStep, event: UnappliedEvent, to: string): Promise<void> {
  await unappliedEvents(step.client).moveTo(event, to);
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
    processingSince: new Date(since),
    closingSince: null,
    ...STANDS_ASIDE_NO_MORE,
  });
  step.tell({ kind: 'payment_processing', actor: 'provider', facts: factsOf(event) });
}

async function attemptFailed(step: OrderStep, event: UnappliedEvent, code: string): Promise<void> {
  if (event.sessionId)
    await openSessions(step.client).markByProvider(event.provider, event.sessionId, 'failed', code);
  await waitAgain(step, { paymentState: 'failed', failureCode: code });
  step.tell({ kind: 'payment_failed', reason: code, actor: 'provider', facts: factsOf(event) });
}
