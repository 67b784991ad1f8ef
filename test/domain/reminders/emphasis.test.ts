import { describe, expect, test } from 'vitest';
import { emphasisFor } from '../../../domain/reminders/emphasis.ts';
import { planReminders } from '../../../domain/reminders/plan.ts';
import { aPlanInput, instant, remindersPolicy } from './plan-table.ts';

describe('a reminder argues', () => {
  test.each([
    ['trust to a new buyer', '14:30', 'new', false, {}, 'trust'],
    ['membership to a second one', '14:30', 'second', false, {}, 'membership'],
    ['membership to a loyal one', '14:30', 'loyal', false, {}, 'membership'],
    ['scarcity when stock is low', '14:30', 'new', true, {}, 'scarcity'],
    ['scarcity to a loyal buyer too', '14:30', 'loyal', true, {}, 'scarcity'],
    ['delivery in the hour before a cut-off', '10:00', 'new', false, {}, 'delivery'],
    ['delivery in its last minute', '10:59', 'loyal', false, {}, 'delivery'],
    ['delivery before scarcity', '16:30', 'new', true, {}, 'delivery'],
    ['not delivery at the cut-off: it ships tomorrow', '11:00', 'new', false, {}, 'trust'],
    ['not delivery a minute before the hour', '09:59', 'new', false, {}, 'trust'],
    ['delivery before the cut-offs of the policy', '13:30', 'new', false, { cutoffs: ['14:00'] }, 'delivery'],
    [
      'delivery for as long as the policy says',
      '12:30',
      'new',
      false,
      { cutoffs: ['14:00'], cutoffLead: 'PT2H' },
      'delivery',
    ],
    ['what the policy says for a segment', '14:30', 'new', false, { emphasis: { new: 'none' } }, 'none'],
    [
      'what the policy says before a cut-off',
      '10:00',
      'new',
      false,
      { emphasis: { beforeCutoff: 'trust' } },
      'trust',
    ],
    [
      'what the policy says of low stock',
      '14:30',
      'new',
      true,
      { emphasis: { lowStock: 'delivery' } },
      'delivery',
    ],
  ] as const)('%s', (_, time, segment, lowStock, reminders, emphasis) => {
    const at = Date.parse(instant(`2026-03-03 ${time}`));
    const facts = { at, zone: 'Asia/Shanghai', segment, lowStock };
    expect(emphasisFor(facts, remindersPolicy(reminders).reminders)).toBe(emphasis);
  });

  test('one thing in each stage of a plan, by when it goes out', () => {
    const policy = remindersPolicy({ slots: ['10:30', '15:00'] });
    const plan = planReminders(
      aPlanInput({ policy, placedAt: instant('2026-03-03 12:00'), segment: 'loyal' }),
    );
    expect(plan.stages.map(({ stage, emphasis }) => [stage, emphasis])).toEqual([
      ['first', 'membership'],
      ['second', 'delivery'],
    ]);
  });
});
