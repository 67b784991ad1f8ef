import { localDayOf } from '../domain/calendar/local-time.ts';
import { isQuietAt } from '../domain/calendar/quiet-hours.ts';
import { between, durationMs } from '../domain/duration.ts';
import { routeOf } from '../domain/reminders/channels.ts';
import { isShort } from '../domain/reminders/plan-input.ts';
import type { ReminderFacts } from '../domain/reminders/suppression.ts';
import { demandOf } from '../domain/stock.ts';
import type { OrderStep } from './order-step.ts';
import type { ReminderReading } from './planning.ts';

/** The facts of the moment, in the rule's words (domain/reminders/suppression.ts). */
export function factsOf(step: OrderStep, reading: ReminderReading): ReminderFacts {
  const { reminders } = step.policy;
  return {
    order: orderFacts(step, reading),
    buyer: buyerFacts(step, reading),
    channels: routeNow(step, reading),
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

function buyerFacts(
  step: OrderStep,
  { buyer, record, zone, input }: ReminderReading,
): ReminderFacts['buyer'] {
  const own = isOfShortValidity(input)
    ? []
    : input.history.filter(({ outcome }) => outcome === 'sent').map(({ at }) => at);
  const reminded = [...own, ...record.remindedOfOthersAt];
  const today = localDayOf(step.now, zone);
  return {
    blocked: buyer.standing === 'blocked',
    segment: input.segment,
    tags: buyer.tags,
    newestUnpaidOrderId: record.newestUnpaidOrderId,
    paidOn: record.paidLately.map((at) => localDayOf(at, zone)),
    remindedToday: reminded.filter((at) => localDayOf(at, zone) === today).length,
    msSinceLastReminder:
      reminded.length === 0 ? null : Math.min(...reminded.map((at) => between(at, step.now))),
  };
}

/** The channels a reminder goes out on at this very instant. */
export function routeNow(step: OrderStep, { input, zone }: Pick<ReminderReading, 'input' | 'zone'>) {
  const { reminders } = step.policy;
  const quiet = isQuietAt(Date.parse(step.now), reminders.quietHours, zone);
  const { reach, amountDue } = input;
  const route = routeOf({ reach, amountDue, quiet, short: isOfShortValidity(input) }, reminders);
  return route?.kind === 'message' ? route.channels : [];
}

function isOfShortValidity(input: ReminderReading['input']): boolean {
  return input.deadline !== null && isShort(input, Date.parse(input.deadline));
}
