import { localDayOf } from '../domain/calendar/local-time.ts';
import { shopZone } from '../domain/calendar/shop-zone.ts';
import { isQuietAt } from '../domain/calendar/quiet-hours.ts';
import { creditProgress, isUndecided } from '../domain/credit/application.ts';
import type { CreditReason, CreditState, Instalment } from '../domain/credit/application.ts';
import { planInstalments } from '../domain/credit/instalments.ts';
import { durationMs, later } from '../domain/duration.ts';
import { writtenChannels } from '../domain/messages/message.ts';
import { creditApplications } from '../prisma/credit-applications.ts';
import type { CreditApplication } from '../prisma/credit-applications.ts';
import { jsonOf } from '../prisma/order-credit.ts';
import { queueMessages, serviceChannels } from './messages.ts';
import type { OrderStep } from './order-step.ts';

type Changes = Parameters<ReturnType<typeof creditApplications>['change']>[1];

/** Moves an application to a state: row, journal (which the buyer's page follows), and what its order says of it. */
export async function moveTo(
  step: OrderStep,
  { id }: Pick<CreditApplication, 'id'>,
  state: CreditState,
  { reasons, because, ...changes }: Changes & { reasons?: readonly CreditReason[]; because?: string } = {},
): Promise<CreditApplication> {
  const moved = await creditApplications(step.client).change(id, {
    ...changes,
    state,
    stateSince: new Date(step.now),
  });
  const expectedBy = expectedEnd(step, state);
  step.tell({
    kind: 'credit_progress',
    reason: because ?? state,
    facts: { application: id, state, progress: creditProgress[state], expectedBy },
  });
  await showCredit(step, moved, reasons);
  return moved;
}

/** Writes to the order what its newest application comes to. */
export async function showCredit(
  step: OrderStep,
  application: CreditApplication,
  reasons?: readonly CreditReason[],
): Promise<void> {
  const { id, product, term, state, grade, decision, requires } = application;
  const expectedBy = expectedEnd(step, state);
  const isBound = step.order().row.autoDebitAt !== null;
  await step.change({
    credit: jsonOf({
      applicationId: id,
      product,
      term,
      state,
      progress: creditProgress[state],
      plan: await planOf(step, application),
      ...(expectedBy === null ? {} : { expectedBy }),
      ...(grade === null || isUndecided(state) ? {} : { grade }),
      ...(decision === null ? {} : { decision }),
      ...(reasons === undefined ? {} : { reasons }),
      ...(requires === null ? {} : { autoDebit: isBound ? 'bound' : 'required' }),
    }),
  });
}

/** What would be paid when, were it agreed today. */
export async function planOf(
  step: OrderStep,
  { amount, term }: { readonly amount: number; readonly term: number },
): Promise<readonly Instalment[]> {
  const { calendar } = step.policy;
  const from = localDayOf(step.now, await zoneOf(step));
  return planInstalments({ amount, term, from, calendar });
}

/** The buyer is told at once, on every channel he has and allows; in quiet hours by e-mail and in the app only (rules.md 26). */
export async function tellResult(
  step: OrderStep,
  reason: 'approved' | 'approved_auto_debit' | 'declined' | 'review',
): Promise<void> {
  const isQuiet = isQuietAt(Date.parse(step.now), step.policy.reminders.quietHours, await zoneOf(step));
  const channels = isQuiet ? serviceChannels : writtenChannels;
  await queueMessages(step, { purpose: 'credit_result', channels, extras: { reason } });
}

/** The zone the order's shop lives in. */
export async function zoneOf(step: OrderStep): Promise<string> {
  const { timeZone } = await step.buyer();
  return shopZone({ timeZone }, step.policy.calendar);
}

function expectedEnd(step: OrderStep, state: CreditState): string | null {
  const { gathering, scoring, manualReview } = step.policy.credit.expected;
  const expected: Readonly<Partial<Record<CreditState, string>>> = {
    received: gathering,
    gathering,
    scoring,
    manual_review: manualReview,
  };
  const wait = expected[state];
  return wait === undefined ? null : later(step.now, durationMs(wait));
}
