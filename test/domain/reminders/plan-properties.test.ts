import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { defaultPolicy } from '../../../domain/policy/default-policy.ts';
import type { Policy } from '../../../domain/policy/schema.ts';
import { writtenChannels } from '../../../domain/messages/message.ts';
import { planReminders } from '../../../domain/reminders/plan.ts';
import type { PlanInput, PlannedStage } from '../../../domain/reminders/plan-input.ts';
import { remindedBefore } from '../../../domain/reminders/reminded.ts';
import { aPlanInput } from './plan-table.ts';

const RUNS = { numRuns: 10_000 };
const MINUTE = 60_000;
const zones = [
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
];

const minutes = (max: number) => fc.integer({ min: 0, max }).map((count) => `PT${count}M`);
const wallClock = fc
  .integer({ min: 0, max: 24 * 60 - 1 })
  .map(
    (minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`,
  );
const someChannels = fc.uniqueArray(fc.constantFrom(...writtenChannels));

const short = defaultPolicy.reminders.shortValidity;

const policies: fc.Arbitrary<Policy> = fc
  .record({
    reminders: fc.record({
      strategy: fc.constantFrom('slots' as const, 'cutoff' as const, 'delay' as const),
      slots: fc.array(wallClock, { maxLength: 4 }),
      cutoffs: fc.array(wallClock, { maxLength: 3 }),
      cutoffLead: minutes(300),
      delay: minutes(600),
      lastCall: minutes(180),
      quietHours: fc.record({ from: wallClock, to: wallClock, except: someChannels }),
      notBefore: minutes(60),
      gap: minutes(600),
      maxPerOrder: fc.integer({ min: 0, max: 5 }),
      maxPerCustomerPerDay: fc.integer({ min: 0, max: 3 }),
      channels: fc.uniqueArray(fc.constantFrom(...writtenChannels), { minLength: 1 }),
      channelsPerReminder: fc.integer({ min: 1, max: 4 }),
      shortValidity: fc.record({ quietChannels: someChannels }),
    }),
    calendar: fc.record({
      region: fc.constantFrom('CN', 'US', 'DE', 'XX'),
      holidays: fc.constantFrom('postpone' as const, 'send' as const),
      weekends: fc.constantFrom('postpone' as const, 'send' as const),
    }),
  })
  .map(({ reminders, calendar }) => ({
    ...defaultPolicy,
    calendar: { ...defaultPolicy.calendar, ...calendar },
    reminders: {
      ...defaultPolicy.reminders,
      ...reminders,
      shortValidity: { ...short, ...reminders.shortValidity },
    },
  }));

const firstPlacing = Date.parse('2026-01-01T00:00:00Z');

const inputs: fc.Arbitrary<PlanInput> = fc
  .record({
    policy: policies,
    zone: fc.constantFrom(...zones),
    placed: fc.integer({ min: 0, max: 360 * 24 * 60 }),
    validity: fc.oneof(fc.integer({ min: 1, max: 119 }), fc.integer({ min: 120, max: 4 * 24 * 60 })),
    reach: fc.record({ channels: someChannels, call: fc.boolean() }),
    amountDue: fc.constantFrom(19_900, 250_000),
    others: fc.array(fc.integer({ min: -48 * 60, max: 48 * 60 }), { maxLength: 2 }),
  })
  .map(({ placed, validity, others, ...rest }) => {
    const placedAt = firstPlacing + placed * MINUTE;
    return aPlanInput({
      ...rest,
      placedAt: iso(placedAt),
      deadline: iso(placedAt + validity * MINUTE),
      now: iso(placedAt),
      remindedOfOthersAt: others.map((minute) => iso(placedAt + minute * MINUTE)),
    });
  });

describe('whatever the policy, zone and order', () => {
  holdsForEveryStage('nothing goes out in quiet hours but on channels excepted for them', (stage, input) => {
    const { quietHours, shortValidity } = input.policy.reminders;
    const excepted: readonly string[] = isShort(input) ? shortValidity.quietChannels : quietHours.except;
    return (
      !isQuiet(stage.at, input) ||
      (stage.channels.length > 0 && stage.channels.every((one) => excepted.includes(one)))
    );
  });

  holdsForEveryStage(
    'nothing goes out before the first minutes, nor at the deadline or after it',
    (stage, input) => {
      const { notBefore } = input.policy.reminders;
      const earliest = Date.parse(input.placedAt) + minutesOf(notBefore) * MINUTE;
      return Date.parse(stage.at) >= earliest && stage.at < (input.deadline ?? '');
    },
  );

  holdsForEveryStage(
    'two reminders of a buyer keep the gap, but for the fractions of one order',
    (stage, input, plan) => {
      const gap = minutesOf(input.policy.reminders.gap) * MINUTE;
      const others = [...input.remindedOfOthersAt, ...(isShort(input) ? [] : instantsOf(plan, stage))];
      return others.every((other) => Math.abs(Date.parse(other) - Date.parse(stage.at)) >= gap);
    },
  );

  holdsForEveryStage(
    'no local day has more than the cap, but for the fractions of one order',
    (stage, input, plan) => {
      const others = [...input.remindedOfOthersAt, ...(isShort(input) ? [] : instantsOf(plan, stage))];
      const sameDay = others.filter((other) => localDay(other, input) === localDay(stage.at, input));
      return sameDay.length + 1 <= input.policy.reminders.maxPerCustomerPerDay;
    },
  );

  holdsForEveryStage(
    'neither gap nor cap of a day refuse at its time what was planned',
    (stage, input, plan) => {
      const { gap, maxPerCustomerPerDay } = input.policy.reminders;
      const { at, stage: name } = stage;
      const sent = plan.filter((other) => other.at < at);
      const { zone, remindedOfOthersAt: ofOthersAt } = input;
      const counted = remindedBefore({ stage: name, at, zone, short: isShort(input), sent, ofOthersAt });
      const { msSinceLastReminder: since, remindedToday } = counted;
      return (since === null || since >= minutesOf(gap) * MINUTE) && remindedToday < maxPerCustomerPerDay;
    },
  );

  holdsForEveryStage('nothing goes out on a weekend that is postponed and not worked', (stage, input) => {
    const { weekends, region } = input.policy.calendar;
    const isWorked = region === 'CN' && madeUp.includes(localDay(stage.at, input));
    return weekends === 'send' || isWorked || DateTime.fromISO(stage.at, { zone: input.zone }).weekday < 6;
  });

  test('an order has at most its number of reminders, each stage once, each later than the one before', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { stages, dropped } = planReminders(input);
        expect(stages.length).toBeLessThanOrEqual(input.policy.reminders.maxPerOrder);
        const names = [...stages, ...dropped].map(({ stage }) => stage);
        expect(new Set(names).size).toBe(names.length);
        const ofStrategy = stages
          .filter(({ stage }) => stage !== 'last_call')
          .map(({ stage }) => ordinals.indexOf(stage));
        expect(ofStrategy).toEqual(ofStrategy.toSorted((a, b) => a - b));
        expect(new Set(stages.map(({ at }) => at)).size).toBe(stages.length);
      }),
      RUNS,
    );
  });

  test('the last call stands at its instant', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const lastCall = planReminders(input).stages.find(({ stage }) => stage === 'last_call');
        const at = Date.parse(input.deadline ?? '') - minutesOf(input.policy.reminders.lastCall) * MINUTE;
        if (lastCall) expect(lastCall.at).toBe(iso(at));
      }),
      RUNS,
    );
  });

  test('planning again at any later time, with what was sent, changes nothing that is still to come', () => {
    fc.assert(
      fc.property(inputs, fc.double({ min: 0, max: 1, noNaN: true }), (input, share) => {
        const plan = planReminders(input);
        const from = Date.parse(input.placedAt);
        const instants = [
          ...plan.stages.map(({ at }) => Date.parse(at)),
          from + share * (Date.parse(input.deadline ?? '') - from),
        ];
        for (const now of instants.map((at) => iso(Math.floor(at)))) {
          const isPast = ({ at }: PlannedStage) => at <= now;
          const history = plan.stages
            .filter(isPast)
            .map(({ stage, at }) => ({ stage, at, outcome: 'sent' as const }));
          const again = planReminders({ ...input, now, history });
          expect(again.stages).toEqual(plan.stages.filter((stage) => !isPast(stage)));
        }
      }),
      RUNS,
    );
  });
});

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];
const madeUp = ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'];

function holdsForEveryStage(
  rule: string,
  holds: (stage: PlannedStage, input: PlanInput, plan: readonly PlannedStage[]) => boolean,
): void {
  test(rule, () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { stages } = planReminders(input);
        expect(stages.filter((stage) => !holds(stage, input, stages))).toEqual([]);
      }),
      RUNS,
    );
  });
}

function isShort({ placedAt, deadline }: PlanInput): boolean {
  return Date.parse(deadline ?? '') - Date.parse(placedAt) < 120 * MINUTE;
}

function instantsOf(plan: readonly PlannedStage[], but: PlannedStage): string[] {
  return plan.filter((stage) => stage !== but).map(({ at }) => at);
}

/** By luxon, so that the calendar under test does not judge itself. */
function isQuiet(at: string, { zone, policy }: PlanInput): boolean {
  const { from, to } = policy.reminders.quietHours;
  const clock = DateTime.fromISO(at, { zone }).toFormat('HH:mm');
  return from <= to ? from <= clock && clock < to : from <= clock || clock < to;
}

function localDay(at: string, { zone }: PlanInput): string {
  return DateTime.fromISO(at, { zone }).toFormat('yyyy-MM-dd');
}

function minutesOf(duration: string): number {
  return Number(/^PT(\d+)M$/.exec(duration)?.[1]);
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
