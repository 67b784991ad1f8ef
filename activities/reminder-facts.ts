import { localDayOf } from '../domain/calendar/local-time.ts';
import { isQuietAt } from '../domain/calendar/quiet-hours.ts';
import { durationMs } from '../domain/duration.ts';
import { routeOf } from '../domain/reminders/channels.ts';
import type { Route } from '../domain/reminders/channels.ts';
import { isShort } from '../domain/reminders/plan-input.ts';
import { remindedBefore } from '../domain/reminders/reminded.ts';
import type { Reminded } from '../domain/reminders/reminded.ts';
import { segmentOf } from '../domain/reminders/segments.ts';
import type { ReminderFacts } from '../domain/reminders/suppression.ts';
import { demandOf } from '../domain/stock.ts';
import type { OrderStep } from './order-step.ts';
import type { ReminderReading } from './planning.ts';

/** The facts of the moment, in the rule's words (domain/reminders/suppression.ts). */
export function factsOf(step: OrderStep, reading: ReminderReading, stage: string): ReminderFacts {
  const { reminders } = step.policy;
  return {
    order: orderFacts(step, reading),
    buyer: buyerFacts(reading, remindedSoFar(step, reading, stage)),
    channels: routeNow(step, reading)?.channels ?? [],
    today: localDayOf(step.now, reading.zone),
    policy: reminders,
    gapMs: durationMs(reminders.gap),
  };
}

function orderFacts(step: OrderStep, { available }: ReminderReading): ReminderFacts['order'] {
  const { id, status, channel, paymentMethod, deductOn, paymentState, remindersSent, lines, row } =
    step.order();
  return {
    id,
    status,
    channel,
    paymentMethod,
    deductOn,
    remindersSent,
    payment: paymentState === 'failed' ? 'none' : paymentState,
    provider: 'unpaid', // what it said when asked was applied before: it would show in the status
    problemOpen: row.pausedSince !== null,
    soldOut: demandOf(lines).some(({ sku, quantity }) => (available.get(sku) ?? 0) < quantity),
  };
}

function buyerFacts({ buyer, record, zone }: ReminderReading, reminded: Reminded): ReminderFacts['buyer'] {
  return {
    blocked: buyer.standing === 'blocked',
    segment: segmentOf(record.paidOrders),
    tags: buyer.tags,
    newestUnpaidOrderId: record.newestUnpaidOrderId,
    paidOn: record.paidLately.map((at) => localDayOf(at, zone)),
    remindedToday: reminded.remindedToday,
    msSinceLastReminder: reminded.msSinceLastReminder,
  };
}

/** What caps and gaps count, of this order and the buyer's others. */
function remindedSoFar(step: OrderStep, { input, record, zone }: ReminderReading, stage: string): Reminded {
  const sent = input.history.filter(({ outcome }) => outcome === 'sent');
  return remindedBefore({
    stage,
    at: step.now,
    zone,
    short: isOfShortValidity(input),
    sent,
    ofOthersAt: record.remindedOfOthersAt,
  });
}

/** How a reminder goes out at this very instant; undefined where it has to wait out quiet hours. */
export function routeNow(
  step: OrderStep,
  { input, zone }: Pick<ReminderReading, 'input' | 'zone'>,
): Route | undefined {
  const { reminders } = step.policy;
  const quiet = isQuietAt(Date.parse(step.now), reminders.quietHours, zone);
  const { reach, amountDue } = input;
  return routeOf({ reach, amountDue, quiet, short: isOfShortValidity(input) }, reminders);
}

function isOfShortValidity(input: ReminderReading['input']): boolean {
  return input.deadline !== null && isShort(input, Date.parse(input.deadline));
}
