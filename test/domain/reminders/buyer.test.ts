import { describe, expect, test } from 'vitest';
import { lacksPerk, perkFor } from '../../../domain/reminders/perk.ts';
import { isReturning, segmentOf } from '../../../domain/reminders/segments.ts';
import { indexOfStage, stageAt } from '../../../domain/reminders/stages.ts';
import { remindersPolicy } from './plan-table.ts';

describe('a buyer is', () => {
  test.each([
    ['new with no paid order', 0, 'new', false],
    ['second with one', 1, 'second', true],
    ['loyal with two', 2, 'loyal', true],
    ['loyal with many', 40, 'loyal', true],
  ] as const)('%s', (_, paidOrders, segment, returning) => {
    expect(segmentOf(paidOrders)).toBe(segment);
    expect(isReturning(segment)).toBe(returning);
  });
});

describe('a returning buyer is offered', () => {
  const all = { second: { text: 'a gift' }, loyal: { text: 'points' }, member: { text: 'free shipping' } };
  test.each([
    ["the segment's perk: second", 'second', [], all, 'a gift'],
    ["the segment's perk: loyal", 'loyal', [], all, 'points'],
    ["the segment's perk before the member's", 'loyal', ['member'], all, 'points'],
    [
      "the member's benefit where the segment has none",
      'loyal',
      ['member'],
      { member: all.member },
      'free shipping',
    ],
    ['nothing without the tag', 'loyal', ['cute'], { member: all.member }, undefined],
    ["nothing of another segment's", 'loyal', [], { second: all.second }, undefined],
    ['nothing by a policy without perks', 'loyal', ['member'], {}, undefined],
    ["a new member the member's benefit", 'new', ['member'], all, 'free shipping'],
    ['a new buyer nothing', 'new', [], all, undefined],
  ] as const)('%s', (_, segment, tags, perks, perk) => {
    expect(perkFor({ segment, tags }, remindersPolicy({ perks }).reminders)).toBe(perk);
  });

  test.each([
    ['a loyal buyer without a perk', 'loyal', {}, true],
    ['a second one without a perk', 'second', {}, true],
    ['a new one', 'new', {}, false],
    ['a loyal one with a perk', 'loyal', { perks: { loyal: { text: 'points' } } }, false],
    ['a loyal one where the policy does not ask for perks', 'loyal', { returningNeedPerk: false }, false],
  ] as const)('and something is lacking: %s', (_, segment, reminders, lacks) => {
    expect(lacksPerk({ segment, tags: [] }, remindersPolicy(reminders).reminders)).toBe(lacks);
  });
});

test.each([
  [0, 'first'],
  [1, 'second'],
  [2, 'third'],
  [9, 'tenth'],
  [10, 'stage_11'],
])('the stage with index %i is %s, and back', (index, stage) => {
  expect(stageAt(index)).toBe(stage);
  expect(indexOfStage(stage)).toBe(index);
});

test('the last call is no stage of the strategy', () => {
  expect(indexOfStage('last_call')).toBe(-1);
});
