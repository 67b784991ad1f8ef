import { shopZone } from '../domain/calendar/shop-zone.ts';
import { mayCallAgain, withNextTry } from '../domain/call-tasks/next-try.ts';
import { numberToCall } from '../domain/call-tasks/number-to-call.ts';
import { between, latest } from '../domain/duration.ts';
import { planReminders } from '../domain/reminders/plan.ts';
import type { PlanInput } from '../domain/reminders/plan-input.ts';
import { segmentOf } from '../domain/reminders/segments.ts';
import { isStockLow } from '../domain/reminders/low-stock.ts';
import { isOpen } from '../domain/order/status.ts';
import { demandOf } from '../domain/stock.ts';
import { raiseAlert } from '../prisma/alerts-to-staff.ts';
import type { Policy } from '../domain/policy/schema.ts';
import type { Buyer } from '../prisma/buyers.ts';
import { callTasks } from '../prisma/call-tasks.ts';
import type { PlannedReminder } from '../prisma/orders.ts';
import { reminderRecord } from '../prisma/reminder-record.ts';
import type { BuyingRecord } from '../prisma/reminder-record.ts';
import { pausedUntil } from './order-state.ts';
import type { OrderStep } from './order-step.ts';
import { reachableOn } from './reach.ts';

/** What reminders are planned and decided on, read under the buyer's lock. */
export interface ReminderReading {
  readonly buyer: Buyer;
  readonly record: BuyingRecord;
  readonly zone: string;
  readonly available: ReadonlyMap<string, number>;
  /** Calls about the order that nobody answered. */
  readonly unanswered: number;
  readonly input: PlanInput;
}

/** Reads everything planning and deciding need to know about the order and its buyer. */
export async function readForReminders(step: OrderStep): Promise<ReminderReading> {
  const order = step.order();
  const reading = reminderRecord(step.client);
  const buyer = await step.buyer();
  const record = await reading.buyingRecord(order, step.now);
  const demand = demandOf(order.lines);
  const available = await reading.availableOf(demand.map(({ sku }) => sku));
  const zone = shopZone({ timeZone: buyer.timeZone }, step.policy.calendar);
  const unanswered = buyer.consents.call ? await callTasks(step.client).unanswered(order.id) : 0;
  const holdUntil = heldUntil(step);
  const plain = order.row.plainDeadline?.toISOString() ?? order.deadline;
  const input: PlanInput = {
    placedAt: order.placedAt,
    deadline: order.deadline,
    now: step.now,
    policy: step.policy,
    zone,
    ...(plain === null ? {} : { validityMs: between(order.placedAt, plain) }),
    // Nothing is decided about a stage before the first plan.
    history: order.plan === undefined ? [] : await reading.history(order.id),
    amountDue: order.amountDue,
    lowStock: isStockLow(demand, available),
    segment: segmentOf(record.paidOrders),
    reach: {
      channels: reachableOn(step.dependencies, buyer),
      call: mayBeCalled(buyer, unanswered, step.policy),
    },
    remindedOfOthersAt: record.remindedOfOthersAt,
    ...(holdUntil === null ? {} : { holdUntil }),
  };
  return { buyer, record, zone, available, unanswered, input };
}

function mayBeCalled(buyer: Buyer, unanswered: number, { calendar, callTasks: calls }: Policy): boolean {
  return numberToCall(buyer, calendar.region) !== undefined && mayCallAgain(unanswered, calls);
}

/** Until when nothing goes out: a problem is open, or the buyer has said that he will pay. */
function heldUntil(step: OrderStep): string | null {
  const pause = pausedUntil(step.order(), step.policy);
  const promised = step.order().row.remindersHeldUntil?.toISOString() ?? null;
  return pause !== null && promised !== null ? latest(pause, promised) : (pause ?? promised);
}

/**
 * Plans the order's reminders anew: after placing, whenever the deadline moves, and when a stage could not go out. The
 * journal says what was planned, what was dropped and why (rules.md 21).
 */
export async function planAgain(
  step: OrderStep,
  because: string,
  changes: Partial<PlanInput> = {},
): Promise<void> {
  const { status } = step.order();
  const { input: facts, unanswered } = await readForReminders(step);
  const input = { ...facts, ...changes };
  const plan = isOpen(status)
    ? withNextTry(planReminders(input), input, unanswered)
    : { stages: [], dropped: [], unknownYears: [] };
  await keepPlan(step, plan);
  const { stages, dropped } = plan;
  step.tell({
    kind: 'reminder_planned',
    reason: because,
    facts: {
      stages: stages.map(({ stage, at, channels, reason }) => ({ stage, at, channels, reason })),
      dropped,
    },
  });
  for (const year of plan.unknownYears) await alertUnknownYear(step, year);
}

/** A stage as the order's row remembers it. */
type StandingStage = Pick<PlannedReminder, 'stage' | 'at' | 'kind' | 'emphasis'> & {
  readonly channels: readonly PlannedReminder['channels'][number][];
};

/** Writes the stages still to come to the order's row. */
export async function keepPlan(
  step: OrderStep,
  { stages }: { readonly stages: readonly StandingStage[] },
): Promise<void> {
  const plan = stages.map(({ stage, at, kind, channels, emphasis }) => ({
    stage,
    at,
    kind,
    channels: [...channels],
    emphasis,
  }));
  const next = plan[0]?.at;
  step.changeLater({ reminderPlan: plan, nextReminderAt: next === undefined ? null : new Date(next) });
}

/** A year of which the calendar knows no holidays is brought to staff, once. */
export async function alertUnknownYear(step: OrderStep, year: number): Promise<void> {
  const { region } = step.policy.calendar;
  const facts = { region, year };
  await raiseAlert(step.client, {
    key: `calendar_unknown/${region}/${year}`,
    kind: 'calendar_unknown',
    subject: `${region} ${year}`,
    facts,
    at: step.now,
  });
}
