import { describe, expect, test } from 'vitest';
import { withNextTry } from '../../../domain/call-tasks/next-try.ts';
import { planReminders } from '../../../domain/reminders/plan.ts';
import type { PlanInput } from '../../../domain/reminders/plan-input.ts';
import { aPlanInput, instant, remindersPolicy } from '../reminders/plan-table.ts';

/** An order of Tuesday 10:00 worth a call; its first call was made as planned, and it is five minutes later. */
function called(first: string, changes: Partial<PlanInput> = {}): PlanInput {
  return aPlanInput({
    policy: remindersPolicy({ strategy: 'delay' }),
    amountDue: 250_000,
    reach: { channels: ['email'], call: true },
    history: [{ stage: 'first', at: instant(first), outcome: 'sent' }],
    now: new Date(Date.parse(instant(first)) + 300_000).toISOString(),
    ...changes,
  });
}

function plan(input: PlanInput, unanswered: number) {
  const { stages, dropped } = withNextTry(planReminders(input), input, unanswered);
  return {
    stages: stages.map(({ stage, at, kind }) => [stage, at, kind]),
    dropped: dropped.map(({ stage, reason }) => [stage, reason]),
  };
}

const LUNCH = '2026-03-03 12:30';
const long = { deadline: instant('2026-03-06 10:00') };

describe('a call that nobody answered', () => {
  test('with the strategy `delay` is made again at the next legal instant, and the last call gives way to it', () => {
    expect(plan(called(LUNCH), 1)).toEqual({
      stages: [['call_again_1', instant('2026-03-04 09:00'), 'call']],
      dropped: [['last_call', 'gap']],
    });
  });

  test('leaves the last call where there is room for both', () => {
    expect(plan(called(LUNCH, long), 1).stages).toEqual([
      ['call_again_1', instant('2026-03-04 09:00'), 'call'],
      ['last_call', instant('2026-03-06 09:00'), 'call'],
    ]);
  });

  test('has a name of its own each time', () => {
    const again = [
      { stage: 'first', at: instant(LUNCH), outcome: 'sent' as const },
      { stage: 'call_again_1', at: instant('2026-03-04 09:00'), outcome: 'sent' as const },
    ];
    const input = called(LUNCH, { ...long, history: again, now: instant('2026-03-04 09:05') });
    expect(plan(input, 2).stages[0]).toEqual(['call_again_2', instant('2026-03-05 09:00'), 'call']);
  });

  test('is not planned twice', () => {
    const decided = [
      { stage: 'first', at: instant(LUNCH), outcome: 'sent' as const },
      { stage: 'call_again_1', at: instant('2026-03-04 09:00'), outcome: 'skipped' as const },
    ];
    expect(plan(called(LUNCH, { history: decided, now: instant('2026-03-04 09:01') }), 1).stages).toEqual([]);
  });

  test.each<[string, Partial<PlanInput>, number]>([
    ['was answered', {}, 0],
    ['the buyer may not be called any more', { reach: { channels: ['email'], call: false } }, 1],
    ['the amount is no longer worth a call', { amountDue: 199_999 }, 1],
    ['reminders are off', { policy: remindersPolicy({ strategy: 'delay', enabled: false }) }, 1],
    ['the deadline leaves no time', { deadline: instant('2026-03-03 20:00') }, 1],
    ['the order has no deadline', { deadline: null }, 1],
  ])('is not made again when: %s', (_, changes, unanswered) => {
    const input = called(LUNCH, changes);
    expect(withNextTry(planReminders(input), input, unanswered)).toEqual(planReminders(input));
  });

  test('with slots is made again at the next slot: the next stage is a call as well', () => {
    const input = called('2026-03-03 14:30', { policy: remindersPolicy({}) });
    expect(plan(input, 1).stages).toEqual([['second', instant('2026-03-04 09:30'), 'call']]);
  });

  test('after the last try is a message again', () => {
    const reach = { channels: ['email'] as const, call: false };
    const input = called('2026-03-03 14:30', { policy: remindersPolicy({}), reach });
    expect(plan(input, 3).stages).toEqual([['second', instant('2026-03-04 09:30'), 'message']]);
  });
});
