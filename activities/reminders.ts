import { localDayOf } from '../domain/calendar/local-time.ts';
import { MINUTE, between, later } from '../domain/duration.ts';
import { emphases } from '../domain/messages/message.ts';
import type { WrittenChannel } from '../domain/messages/message.ts';
import type { OrderState } from '../domain/order/state.ts';
import { perkFor } from '../domain/reminders/perk.ts';
import { reasonNotToSendAt } from '../domain/reminders/plan.ts';
import { isPassing, reasonNotToRemind } from '../domain/reminders/suppression.ts';
import type { ReminderFacts, SuppressionReason } from '../domain/reminders/suppression.ts';
import { callTasks } from '../prisma/call-tasks.ts';
import { openSessions } from '../prisma/open-sessions.ts';
import type { PlannedReminder } from '../prisma/orders.ts';
import { reminderRecord } from '../prisma/reminder-record.ts';
import { createCallTask } from './call-tasks.ts';
import type { Dependencies } from './dependencies.ts';
import { queueMessages } from './messages.ts';
import { personaOf } from './persona.ts';
import { orderStep } from './order-step.ts';
import type { OrderStep, StepInput } from './order-step.ts';
import { keepPlan, planAgain, readForReminders } from './planning.ts';
import type { ReminderReading } from './planning.ts';
import { applyPaymentEvents } from './receiving.ts';
import { factsOf, routeNow } from './reminder-facts.ts';

export interface DecideReminder extends StepInput {
  readonly stage: string;
  /** Whether the provider was asked about the order's sessions just before. */
  readonly asked: boolean;
}

/** `ask`: a session is open at the provider; ask about it, then decide (product.md section 5). */
export interface ReminderAnswer {
  readonly ask: boolean;
  readonly state: OrderState;
}

/** A stage decided this soon after its time stands for that time: a timer's jitter must not break an exact gap. */
const ON_TIME = 5 * MINUTE;

/** A provider that could not be asked is asked again after this long; until then nobody is told "not paid". */
const ASK_AGAIN = 5 * MINUTE;

export function reminderSteps(dependencies: Dependencies) {
  return {
    /**
     * Decides under the buyer's lock whether the stage goes out now, moves to its next legal time or is dropped, and queues
     * its messages; journals the reason and the facts either way. Idempotent by order and stage (rules.md 25).
     */
    async decideReminder({ stage, asked, ...input }: DecideReminder): Promise<ReminderAnswer> {
      const { result, state } = await orderStep(dependencies, input, async (step) => {
        await applyPaymentEvents(step);
        const planned = step.order().plan?.find((entry) => entry.stage === stage);
        if (!planned || step.order().status !== 'awaiting_payment') return { ask: false };
        const waiting = await openSessions(step.client).ofOrder(input.orderId);
        if (waiting.length > 0 && !asked) return { ask: true };
        if (waiting.length > 0 && (await isUnanswered(step))) await postponeUntilAsked(step, stage);
        else await decide(step, planned);
        return { ask: false };
      });
      return { ...result, state };
    },
  };
}

async function decide(step: OrderStep, planned: PlannedReminder): Promise<void> {
  // Long after its time a stage is no longer what was planned: it moves like any other that could not go out (rules.md 22).
  if (between(planned.at, step.now) >= ON_TIME) return postpone(step, planned.stage, 'its_time_has_passed');
  const reading = await readForReminders(step);
  const facts = factsOf(step, reading, planned.stage);
  const reason = reasonNotToRemind(facts);
  const moved = reason
    ? isPassing(reason)
      ? reason
      : undefined
    : reasonNotToSendAt(step.now, reading.input);
  if (moved) return postpone(step, planned.stage, moved);
  if (reason) return skip(step, planned, reading, reason, facts);
  const route = routeNow(step, reading);
  if (route?.kind !== 'call') return send(step, planned, reading, route?.channels ?? []);
  if (await callTasks(step.client).anyUnfinished(step.order().id))
    return skip(step, planned, reading, 'call_task_open', facts);
  return call(step, planned, reading);
}

async function postpone(step: OrderStep, stage: string, reason: string): Promise<void> {
  step.tell({ kind: 'reminder_postponed', reason, facts: { stage } });
  await planAgain(step, 'postponed');
}

async function postponeUntilAsked(step: OrderStep, stage: string): Promise<void> {
  const holdUntil = later(step.now, ASK_AGAIN);
  step.tell({
    kind: 'reminder_postponed',
    reason: 'provider_unreachable',
    facts: { stage, until: holdUntil },
  });
  await planAgain(step, 'postponed', { holdUntil });
}

async function isUnanswered(step: OrderStep): Promise<boolean> {
  return openSessions(step.client).anyNotAskedSince(step.order().id, later(step.now, -MINUTE));
}

async function skip(
  step: OrderStep,
  planned: PlannedReminder,
  reading: ReminderReading,
  reason: SuppressionReason | 'call_task_open',
  facts: ReminderFacts,
): Promise<void> {
  await record(step, planned, reading, { outcome: 'skipped', reason, channels: [] });
  const { order, buyer, today } = facts;
  step.tell({
    kind: 'reminder_skipped',
    reason,
    facts: {
      stage: planned.stage,
      today,
      payment: order.payment,
      remindersSent: order.remindersSent,
      ...buyer,
    },
  });
}

/** A person calls instead; for caps and gaps that is a reminder like any other. */
async function call(step: OrderStep, planned: PlannedReminder, reading: ReminderReading): Promise<void> {
  const { unanswered, input } = reading;
  await createCallTask(step, { stage: planned.stage, segment: input.segment, unanswered });
  await record(step, planned, reading, { outcome: 'sent', reason: null, channels: ['call'] });
  await step.change({ remindersSent: step.order().remindersSent + 1 });
}

async function send(
  step: OrderStep,
  planned: PlannedReminder,
  reading: ReminderReading,
  wanted: readonly WrittenChannel[],
): Promise<void> {
  const perk = perkFor({ segment: reading.input.segment, tags: reading.buyer.tags }, step.policy.reminders);
  const emphasis = emphases.find((word) => word === planned.emphasis) ?? 'none';
  const extras = perk === undefined ? {} : { perk };
  const { locale } = reading.buyer;
  const persona = await personaOf(step, { purpose: 'reminder', locale });
  const channels = await queueMessages(step, {
    purpose: 'reminder',
    stage: planned.stage,
    emphasis,
    channels: wanted,
    extras,
    ...(persona === undefined ? {} : { persona }),
  });
  await record(step, planned, reading, { outcome: 'sent', reason: null, channels });
  await step.change({ remindersSent: step.order().remindersSent + 1 });
  step.tell({
    kind: 'reminder_sent',
    actor: 'engine',
    facts: { stage: planned.stage, channels, emphasis, segment: reading.input.segment },
  });
}

async function record(
  step: OrderStep,
  { stage, emphasis, at }: PlannedReminder,
  { zone, input }: ReminderReading,
  decision: { outcome: 'sent' | 'skipped'; reason: string | null; channels: readonly string[] },
): Promise<void> {
  const { id: orderId, plan } = step.order();
  const day = localDayOf(step.now, zone);
  const { strategy } = step.policy.reminders;
  await reminderRecord(step.client).decide({
    ...decision,
    orderId,
    stage,
    strategy,
    emphasis,
    segment: input.segment,
    localDay: day,
    dueAt: between(at, step.now) < ON_TIME ? at : step.now,
    decidedAt: step.now,
  });
  await keepPlan(step, { stages: (plan ?? []).filter((entry) => entry.stage !== stage) });
}
