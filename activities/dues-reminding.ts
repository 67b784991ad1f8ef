import { localDayOf } from '../domain/calendar/local-time.ts';
import { remindersOf } from '../domain/credit/dues-reminders.ts';
import type { DuesReminder } from '../domain/credit/dues-reminders.ts';
import type { DuesState } from '../domain/credit/dues-state.ts';
import { latest } from '../domain/duration.ts';
import { legalChannels, legalTime } from '../domain/reminders/legal-time.ts';
import { autoDebits } from '../prisma/auto-debits.ts';
import { instalments } from '../prisma/instalments.ts';
import { reminderRecord } from '../prisma/reminder-record.ts';
import { stageOf, watchedInstalments } from '../prisma/watched-instalments.ts';
import { zoneOf } from './credit-progress.ts';
import type { Dependencies } from './dependencies.ts';
import type { OfInstalment } from './dues-calls.ts';
import { duesStep } from './dues-step.ts';
import { tellOfInstalment } from './dues-telling.ts';
import type { OrderStep } from './order-step.ts';
import { reachableOn } from './reach.ts';

export interface RemindOfInstalment extends OfInstalment {
  readonly stage: string;
}

/** Reminders of instalments: of the class of reminders, with consent, caps and quiet hours (rules.md 26). */
export function duesRemindingSteps(dependencies: Dependencies) {
  return {
    /**
     * Decides under the buyer's lock whether a reminder of an instalment goes out now, moves to its next legal time or is dropped; the
     * journal says why. Idempotent by order, instalment and stage.
     */
    async remindOfInstalment(input: RemindOfInstalment): Promise<DuesState> {
      return (await duesStep(dependencies, input, (step) => decide(step, input))).state;
    },
  };
}

async function decide(step: OrderStep, { number, stage }: RemindOfInstalment): Promise<void> {
  const { id } = step.order();
  const watched = await watchedInstalments(step.client, id, step.now);
  const found = watched.find(({ instalment }) => instalment.number === number);
  if (!found) return;
  const isDebited = (await autoDebits(step.client).current(id)) !== undefined;
  const reminder = remindersOf({ ...found, isDebited }, step.policy.credit.dues).find(
    (each) => each.stage === stage,
  );
  if (!reminder) return; // it was decided, or nothing is owed any more
  const about = { number, reminder };
  const reading = await readForReminding(step);
  const from = latest(reminder.at, found.instalment.remindFrom ?? reminder.at);
  const { at, reason } = legalTime({ ...reading, from, until: reminder.until });
  if (at === undefined) return drop(step, about, reason ?? 'no_legal_time');
  if (at > step.now) return move(step, about, { until: at, reason });
  const channels = legalChannels(reading);
  return channels.length === 0 ? drop(step, about, 'no_consent') : send(step, about, channels);
}

interface About {
  readonly number: number;
  readonly reminder: DuesReminder;
}

/** Of all orders of the buyer, this one's among them: nobody is reminded of two things at once. */
async function readForReminding(step: OrderStep) {
  const { now, policy, client, dependencies } = step;
  const channels = reachableOn(dependencies, await step.buyer());
  const remindedAt = await reminderRecord(client).remindedAt(step.order().customerId, now);
  return { now, policy, zone: await zoneOf(step), channels, remindedAt };
}

async function move(
  step: OrderStep,
  { number, reminder: { stage } }: About,
  { until, reason }: { readonly until: string; readonly reason: string | undefined },
): Promise<void> {
  await instalments(step.client).change(step.order().id, number, { remindFrom: new Date(until) });
  const because = reason === undefined ? {} : { reason };
  step.tell({
    kind: 'instalment_reminder_postponed',
    ...because,
    facts: { instalment: number, stage, until },
  });
}

async function drop(step: OrderStep, about: About, reason: string): Promise<void> {
  await record(step, about, { outcome: 'skipped', reason, channels: [] });
  const { number, reminder } = about;
  step.tell({
    kind: 'instalment_reminder_skipped',
    reason,
    facts: { instalment: number, stage: reminder.stage },
  });
}

async function send(
  step: OrderStep,
  about: About,
  wanted: Parameters<typeof tellOfInstalment>[1]['channels'],
): Promise<void> {
  const { number, reminder } = about;
  const { stage, reason } = reminder;
  const channels = await tellOfInstalment(step, {
    purpose: 'instalment',
    stage: stageOf(number, stage),
    number,
    reason,
    channels: wanted,
  });
  await record(step, about, { outcome: 'sent', reason: null, channels });
  step.tell({ kind: 'instalment_reminded', reason, facts: { instalment: number, stage, channels } });
}

/** Beside the reminders of orders that wait to be paid: caps and gaps of the buyer's other orders count it there. */
async function record(
  step: OrderStep,
  { number, reminder }: About,
  decision: { outcome: 'sent' | 'skipped'; reason: string | null; channels: readonly string[] },
): Promise<void> {
  const { id: orderId } = step.order();
  const { now: decidedAt } = step;
  await reminderRecord(step.client).decide({
    ...decision,
    orderId,
    stage: stageOf(number, reminder.stage),
    strategy: 'instalment',
    emphasis: null,
    segment: null,
    localDay: localDayOf(decidedAt, await zoneOf(step)),
    dueAt: decidedAt,
    decidedAt,
  });
  await instalments(step.client).change(orderId, number, { remindFrom: null });
}
