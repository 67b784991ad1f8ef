import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { defaultPolicy } from '../../../domain/policy/default-policy.ts';
import { parsePolicy } from '../../../domain/policy/merge.ts';
import type { Policy } from '../../../domain/policy/schema.ts';
import { planReminders } from '../../../domain/reminders/plan.ts';
import type { PlanInput, ReminderPlan, StageDecision } from '../../../domain/reminders/plan-input.ts';

/** The default policy with some fields of `reminders` changed. */
export function remindersPolicy(reminders: object, rest: object = {}): Policy {
  return policyWith({ reminders, ...rest });
}

/** The default policy with some fields changed. */
export function policyWith(document: object): Policy {
  const answer = parsePolicy(document, defaultPolicy);
  if (!answer.ok) throw new Error(JSON.stringify(answer.errors));
  return answer.policy;
}

/** A local time as ISO UTC, by luxon: the tables do not lean on the calendar they test. */
export function instant(local: string, zone = 'Asia/Shanghai'): string {
  const at = DateTime.fromSQL(local, { zone });
  if (!at.isValid) throw new Error(`no local time: ${local}`);
  return at.toUTC().toISO();
}

export interface TableOptions {
  readonly policy?: Policy;
  readonly zone?: string;
  readonly with?: Partial<PlanInput>;
  /** Local times at which the buyer was reminded of other orders. */
  readonly others?: readonly string[];
}

/**
 * One test for each line of `rule | placed +validity | plan | dropped`, local times: stages as `first 03-03 14:30 (reason)`,
 * a fourth column of what was decided and the time it is, as `@03-03 14:31, first 03-03 14:30 sent`, may follow.
 */
export function planTable(options: TableOptions, table: string): void {
  for (const line of table.trim().split('\n')) {
    const [rule = '', placed = '', plan = '', dropped = '', past = ''] = line
      .split('|')
      .map((cell) => cell.trim());
    test(rule, () => {
      const answer = planReminders(inputOf(placed, past, options));
      expect(rendered(answer, options.zone)).toEqual({ plan: listed(plan), dropped: listed(dropped) });
    });
  }
}

export function aPlanInput(overrides: Partial<PlanInput> = {}): PlanInput {
  const placedAt = overrides.placedAt ?? '2026-03-03T02:00:00.000Z';
  return {
    placedAt,
    deadline: new Date(Date.parse(placedAt) + 24 * 3_600_000).toISOString(),
    now: placedAt,
    policy: defaultPolicy,
    zone: 'Asia/Shanghai',
    history: [],
    amountDue: 19_900,
    lowStock: false,
    segment: 'new',
    reach: { channels: ['sms', 'email', 'push', 'in_app'], call: false },
    remindedOfOthersAt: [],
    ...overrides,
  };
}

function inputOf(placed: string, past: string, options: TableOptions): PlanInput {
  const { policy = defaultPolicy, zone = 'Asia/Shanghai', others = [] } = options;
  const [local = '', validity = '24h'] = placed.split(' +');
  const placedAt = instant(local, zone);
  const year = local.slice(0, 4);
  const decided = listed(past);
  const now = decided.find((entry) => entry.startsWith('@'))?.slice(1);
  return aPlanInput({
    placedAt,
    deadline: new Date(Date.parse(placedAt) + lengthOf(validity)).toISOString(),
    now: now === undefined ? placedAt : instant(`${year}-${now}`, zone),
    policy,
    zone,
    history: decided.filter((entry) => !entry.startsWith('@')).map((entry) => decisionOf(entry, year, zone)),
    remindedOfOthersAt: others.map((at) => instant(at, zone)),
    ...options.with,
  });
}

function decisionOf(entry: string, year: string, zone: string): StageDecision {
  const [stage = '', date = '', time = '', outcome] = entry.split(' ');
  return {
    stage,
    at: instant(`${year}-${date} ${time}`, zone),
    outcome: outcome === 'skipped' ? 'skipped' : 'sent',
  };
}

function lengthOf(validity: string): number {
  const unit = { h: 3_600_000, m: 60_000, s: 1000 }[validity.slice(-1)];
  if (unit === undefined) throw new Error(`no validity: ${validity}`);
  return Number(validity.slice(0, -1)) * unit;
}

function rendered({ stages, dropped }: ReminderPlan, zone = 'Asia/Shanghai') {
  return {
    plan: stages.map(
      ({ stage, at, reason }) => `${stage} ${localTime(at, zone)}${reason ? ` (${reason})` : ''}`,
    ),
    dropped: dropped.map(({ stage, reason }) => `${stage} ${reason}`),
  };
}

function localTime(at: string, zone: string): string {
  const local = DateTime.fromISO(at, { zone });
  return local.toFormat(local.second === 0 ? 'MM-dd HH:mm' : 'MM-dd HH:mm:ss');
}

function listed(cell: string): string[] {
  return cell === '' ? [] : cell.split(',').map((entry) => entry.trim());
}
