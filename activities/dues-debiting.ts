import { randomUUID } from 'node:crypto';
import { owedOf } from '../domain/credit/dues.ts';
import type { DueInstalment } from '../domain/credit/dues.ts';
import type { DuesState } from '../domain/credit/dues-state.ts';
import { isHardDecline } from '../domain/credit/declines.ts';
import { nextTryAt } from '../domain/credit/dues-times.ts';
import { between, durationMs, later } from '../domain/duration.ts';
import { raiseAlert } from '../prisma/alerts-to-staff.ts';
import { autoDebits } from '../prisma/auto-debits.ts';
import { instalmentDebits } from '../prisma/instalment-debits.ts';
import type { InstalmentDebit } from '../prisma/instalment-debits.ts';
import { instalments } from '../prisma/instalments.ts';
import { openSessions } from '../prisma/open-sessions.ts';
import { payments } from '../prisma/payments.ts';
import { dateOrNull } from '../prisma/rows.ts';
import { unappliedEvents } from '../prisma/unapplied-events.ts';
import type { UnappliedEvent } from '../prisma/unapplied-events.ts';
import type { DebitAnswer } from '../providers/ports.ts';
import { zoneOf } from './credit-progress.ts';
import type { Dependencies } from './dependencies.ts';
import { showOnPage } from './dues-receiving.ts';
import { duesStep } from './dues-step.ts';
import type { OrderStep, StepInput } from './order-step.ts';
import { applyEvent } from './receiving.ts';

export interface BeginDebit extends StepInput {
  readonly number: number;
}

export interface TakeDebit extends StepInput {
  readonly debitId: string;
  readonly answer: DebitAnswer;
}

/** Debits of bound cards: written down before they are asked for, and taken once whatever is answered how often. */
export function duesDebitingSteps(dependencies: Dependencies) {
  return {
    /** Begins the debit of an instalment that is due for one; answers its id, null where there is nothing to debit now. */
    async beginDebit(
      input: BeginDebit,
    ): Promise<{ readonly debitId: string | null; readonly state: DuesState }> {
      const { result, state } = await duesStep(dependencies, input, (step) => begin(step, input.number));
      return { debitId: result, state };
    },

    /** Takes what the provider answered to a debit: credits it, climbs the ladder, or leaves it to be asked again. */
    async takeDebit(input: TakeDebit): Promise<DuesState> {
      return (await duesStep(dependencies, input, (step) => take(step, input))).state;
    },
  };
}

async function begin(step: OrderStep, number: number): Promise<string | null> {
  const { id: orderId, currency } = step.order();
  const debits = instalmentDebits(step.client);
  const asking = (await debits.asking(orderId)).find((debit) => debit.number === number);
  if (asking) return asking.id;
  const instalment = await instalments(step.client).find(orderId, number);
  if (!instalment || !isToBeDebited(instalment, step.now)) return null;
  const token = await autoDebits(step.client).current(orderId);
  const debitAt = token && (await whenSessionsAreAsked(step, number));
  await instalments(step.client).change(orderId, number, { debitAt: dateOrNull(debitAt ?? null) });
  if (!token || debitAt) return null;
  const id = randomUUID();
  const about = { id, orderId, number, provider: token.provider, tokenId: token.id };
  await debits.begin({ ...about, amount: owedOf(instalment), currency, begunAt: step.now });
  return id;
}

function isToBeDebited({ debitAt, state, ...amounts }: DueInstalment, now: string): boolean {
  return owedOf(amounts) > 0 && state !== 'planned' && debitAt !== null && debitAt <= now;
}

/** A session that may still bring money stands in the way: the debit waits for it, and the provider is asked again. */
async function whenSessionsAreAsked(step: OrderStep, number: number): Promise<string | undefined> {
  const sessions = await openSessions(step.client).payableOfInstalments(step.order().id, step.now);
  if (!sessions.some(({ instalment }) => instalment === number)) return undefined;
  return later(step.now, durationMs(step.policy.credit.dues.askAgain));
}

async function take(step: OrderStep, { debitId, answer }: TakeDebit): Promise<void> {
  const debit = await instalmentDebits(step.client).find(debitId);
  if (debit?.state !== 'asking') return;
  switch (answer.state) {
    case 'succeeded':
      return takeMoney(step, debit, answer);
    case 'declined':
      return takeDecline(step, debit, answer);
    case 'unknown':
      return waitForAnswer(step, debit, answer.why);
    default:
      return answer satisfies never;
  }
}

/** What was debited is money of a provider like any other: an event, applied once (rules.md 11). */
async function takeMoney(
  step: OrderStep,
  { id, orderId, provider, amount, currency }: InstalmentDebit,
  { reference, at }: Extract<DebitAnswer, { state: 'succeeded' }>,
): Promise<void> {
  await instalmentDebits(step.client).settle(id, step.now, { state: 'succeeded', providerId: reference });
  const money = { orderId, amount, currency, type: 'payment.succeeded' as const, occurredAt: at };
  const event: UnappliedEvent = { ...money, provider, eventId: `debit:${id}`, sessionId: reference };
  await unappliedEvents(step.client).storeAnswer(event, step.now);
  const isKnown = (await payments(step.client).known(event)) !== undefined;
  await applyEvent(step, { ...event, isKnown, sessionOrder: undefined });
}

async function takeDecline(
  step: OrderStep,
  { id, orderId, number, attempt }: InstalmentDebit,
  decline: Extract<DebitAnswer, { state: 'declined' }>,
): Promise<void> {
  const { code } = decline;
  const { dues } = step.policy.credit;
  await instalmentDebits(step.client).settle(id, step.now, { state: 'declined', failureCode: code });
  const instalment = await instalments(step.client).find(orderId, number);
  if (!instalment) throw new Error(`order ${orderId} has no instalment ${number}`);
  const hard = isHardDecline(decline, dues);
  const tries = instalment.tries + 1;
  const again = hard ? null : nextTryAt({ at: step.now, tries }, await zoneOf(step), dues);
  const debitAt = owedOf(instalment) > 0 ? again : null;
  const failed = { failureCode: code, failedAt: new Date(step.now), hard, remindFrom: null };
  await instalments(step.client).change(orderId, number, {
    attempts: attempt,
    tries,
    debitAt: dateOrNull(debitAt),
    ...failed,
  });
  const facts = { instalment: number, debit: id, try: tries, hard, nextTryAt: debitAt };
  await showOnPage(step);
  step.tell({ kind: 'instalment_declined', reason: code, actor: 'provider', facts });
}

/** Nothing is known of what the provider did: it is asked again under the same key, and a person hears of one that stays silent. */
async function waitForAnswer(step: OrderStep, debit: InstalmentDebit, why: string): Promise<void> {
  const { id, number, provider, amount, currency, begunAt } = debit;
  await instalmentDebits(step.client).markAsked(id, step.now);
  if (between(begunAt, step.now) < durationMs(step.policy.credit.dues.unansweredAlert)) return;
  const facts = { instalment: number, provider, amount, currency, since: begunAt, why };
  const about = { key: `debit_unanswered/${id}`, kind: 'debit_unanswered', subject: step.order().id };
  const isNew = await raiseAlert(step.client, { ...about, facts, at: step.now });
  if (isNew) step.tell({ kind: 'alert', reason: 'debit_unanswered', facts });
}
