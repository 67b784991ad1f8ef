import { array, assert, boolean, constantFrom, nat, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agendaOfAll } from '../../../dev/simulate/agenda-of-all.ts';
import type { Happening } from '../../../dev/simulate/agenda-of-all.ts';

const instant = (second: number) => new Date(second * 1000).toISOString();
const happening = record({
  at: nat(100).map(instant),
  buyer: constantFrom('ann', 'bob', 'eve'),
  movesStock: boolean(),
});
const WINDOW = 10_000;

function takeAll(happenings: readonly Happening[]): (readonly Happening[])[] {
  const agenda = agendaOfAll();
  agenda.add(happenings);
  const groups = [];
  for (let group = agenda.take(4, WINDOW); group.length > 0; group = agenda.take(4, WINDOW))
    groups.push(group);
  return groups;
}

describe('everything that is to happen', () => {
  test('happens once, in the order of its time; of one instant, as it was added', () => {
    assert(
      property(array(happening), (happenings) => {
        const inOrder = happenings.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
        expect(takeAll(happenings).flat()).toEqual(inOrder);
      }),
    );
  });

  test('happens alone where it may move stock, else beside what is close and of other buyers', () => {
    assert(
      property(array(happening), (happenings) => {
        for (const group of takeAll(happenings)) {
          const [first] = group;
          if (group.some(({ movesStock }) => movesStock)) expect(group).toHaveLength(1);
          expect(new Set(group.map(({ buyer }) => buyer)).size).toBe(group.length);
          expect(group.length).toBeLessThanOrEqual(4);
          for (const { at } of group)
            expect(Date.parse(at) - Date.parse(first?.at ?? '')).toBeLessThanOrEqual(WINDOW);
        }
      }),
    );
  });
});
