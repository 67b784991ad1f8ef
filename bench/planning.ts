import { pathToFileURL } from 'node:url';
import { DAY, MINUTE, later } from '../domain/duration.ts';
import { orderKinds } from '../domain/order/order.ts';
import { defaultPolicy } from '../domain/policy/default-policy.ts';
import type { Policy } from '../domain/policy/schema.ts';
import { planReminders } from '../domain/reminders/plan.ts';
import type { PlanInput } from '../domain/reminders/plan-input.ts';
import { segments } from '../domain/reminders/segments.ts';
import { deadlinesOf } from '../domain/validity/deadlines.ts';
import { validityOf } from '../domain/validity/validity.ts';

/** Goal of the project: a plan in less than this, on one core (issue 4). */
const GOAL_MICROSECONDS = 100;
const ORDERS = 100_000;
const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'] as const;
const strategies = ['slots', 'cutoff', 'delay'] as const;

export interface PlanningFigures {
  readonly orders: number;
  readonly stagesPlanned: number;
  readonly microsecondsPerPlan: number;
  readonly p50Microseconds: number;
  readonly p99Microseconds: number;
  readonly goalMicroseconds: number;
  readonly withinGoal: boolean;
}

/**
 * Plans the reminders of 100,000 orders spread over a year, all kinds, strategies, segments and four zones, and says how long
 * one takes. The orders are the same in every run.
 */
export function benchPlanning(orders: number = ORDERS): PlanningFigures {
  const inputs = Array.from({ length: orders }, (_, index) => orderToPlan(index, orders));
  inputs.slice(0, 2000).forEach(planReminders);
  const took = new Float64Array(orders);
  let stagesPlanned = 0;
  const from = performance.now();
  for (const [index, input] of inputs.entries()) {
    const start = performance.now();
    stagesPlanned += planReminders(input).stages.length;
    took[index] = (performance.now() - start) * 1000;
  }
  const microsecondsPerPlan = ((performance.now() - from) * 1000) / orders;
  took.sort();
  return {
    orders,
    stagesPlanned,
    microsecondsPerPlan: rounded(microsecondsPerPlan),
    p50Microseconds: rounded(took[Math.floor(orders * 0.5)] ?? 0),
    p99Microseconds: rounded(took[Math.floor(orders * 0.99)] ?? 0),
    goalMicroseconds: GOAL_MICROSECONDS,
    withinGoal: microsecondsPerPlan < GOAL_MICROSECONDS,
  };
}

function orderToPlan(index: number, orders: number): PlanInput {
  const placedAt = later(
    '2026-01-01T00:00:00.000Z',
    Math.floor((index * 363 * DAY) / orders / MINUTE) * MINUTE,
  );
  const policy = policyOf(index);
  const kind = pick(orderKinds, Math.floor(index / 12));
  const standing = index % 17 === 0 ? 'watch' : 'good';
  const validityMs = validityOf({ kind, lines: [{ sku: 'mug' }], channel: 'store', standing, policy });
  const deadlines = deadlinesOf({ placedAt, validityMs, channel: 'store', policy });
  return {
    placedAt,
    deadline: deadlines?.deadline ?? null,
    validityMs,
    now: placedAt,
    policy,
    zone: pick(zones, index),
    history: [],
    amountDue: index % 23 === 0 ? 250_000 : 19_900,
    lowStock: index % 7 === 0,
    segment: pick(segments, index),
    reach: { channels: ['email', 'in_app'], call: index % 2 === 0 },
    remindedOfOthersAt: index % 5 === 0 ? [later(placedAt, -DAY / 4)] : [],
  };
}

const policies: readonly Policy[] = strategies.map((strategy) => ({
  ...defaultPolicy,
  reminders: { ...defaultPolicy.reminders, strategy },
}));

function policyOf(index: number): Policy {
  return pick(policies, Math.floor(index / 4));
}

function pick<Item>(from: readonly Item[], index: number): Item {
  const item = from[index % from.length];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

function rounded(figure: number): number {
  return Math.round(figure * 10) / 10;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(JSON.stringify(benchPlanning(), null, 2));
}
