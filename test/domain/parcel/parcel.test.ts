import { describe, expect, test } from 'vitest';
import { isFollowable, isFollowed } from '../../../domain/parcel/following.ts';
import { moveParcel, parcelStates } from '../../../domain/parcel/parcel.ts';
import type { Parcel, ParcelState, ParcelUpdate } from '../../../domain/parcel/parcel.ts';
import { orderStatuses } from '../../../domain/order/status.ts';
import type { OrderStatus } from '../../../domain/order/status.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 24, hour)).toISOString();
const update = (state: ParcelState, hour: number, expectedOn?: string): ParcelUpdate => ({
  state,
  at: at(hour),
  ...(expectedOn === undefined ? {} : { expectedOn }),
});
const parcel = (state: ParcelState, hour: number, more: Partial<Parcel> = {}): Parcel => ({
  state,
  at: at(hour),
  failedAttempts: 0,
  ...more,
});

describe('a parcel', () => {
  test.each<[string, Parcel | undefined, ParcelUpdate, string]>([
    ['nobody has told of', undefined, update('in_transit', 1), 'taken in_transit'],
    ['that goes on', parcel('picked_up', 1), update('in_transit', 2), 'taken in_transit'],
    [
      'that goes back a step later',
      parcel('out_for_delivery', 1),
      update('in_transit', 2),
      'taken in_transit',
    ],
    ['told of in the wrong order', parcel('out_for_delivery', 2), update('in_transit', 1), 'older'],
    ['told of twice', parcel('in_transit', 1), update('in_transit', 1), 'older'],
    [
      'told of in one instant, on its way',
      parcel('picked_up', 1),
      update('in_transit', 1),
      'taken in_transit',
    ],
    ['told of in one instant, backwards', parcel('in_transit', 1), update('picked_up', 1), 'older'],
    ['in the same state, later', parcel('in_transit', 1), update('in_transit', 2), 'taken again in_transit'],
    [
      'that nobody took in',
      parcel('out_for_delivery', 1),
      update('failed_attempt', 2),
      'taken failed_attempt',
    ],
    [
      'that nobody took in, again',
      parcel('failed_attempt', 1),
      update('failed_attempt', 2),
      'taken again failed_attempt',
    ],
    ['that arrives', parcel('out_for_delivery', 1), update('delivered', 2), 'taken delivered'],
    [
      'that arrived before what was told last',
      parcel('in_transit', 3),
      update('delivered', 2),
      'taken delivered',
    ],
    [
      'that went back before what was told last',
      parcel('in_transit', 3),
      update('returned', 2),
      'taken returned',
    ],
    ['that has arrived', parcel('delivered', 1), update('in_transit', 2), 'after_its_end'],
    ['that has arrived, told twice', parcel('delivered', 1), update('delivered', 1), 'after_its_end'],
    ['that has arrived and would go back', parcel('delivered', 1), update('returned', 2), 'after_its_end'],
    ['that went back and would arrive', parcel('returned', 1), update('delivered', 2), 'after_its_end'],
  ])('%s', (_, before, told, expected) => {
    const worth = moveParcel(before, told);
    const said =
      worth.outcome === 'taken'
        ? ['taken', ...(worth.isNewState ? [] : ['again']), worth.parcel.state].join(' ')
        : worth.outcome;
    expect(said).toBe(expected);
  });

  test('keeps the day it is expected on until another is named', () => {
    const first = moveParcel(undefined, update('picked_up', 1, '2026-11-26'));
    if (first.outcome !== 'taken') throw new Error(first.outcome);
    const second = moveParcel(first.parcel, update('in_transit', 2));
    expect(second).toMatchObject({ parcel: { expectedOn: '2026-11-26', at: at(2) } });
    const third = moveParcel(first.parcel, update('in_transit', 2, '2026-11-28'));
    expect(third).toMatchObject({ parcel: { expectedOn: '2026-11-28' } });
  });

  test('counts how often nobody took it in', () => {
    const before = parcel('out_for_delivery', 2, { failedAttempts: 1 });
    expect(moveParcel(before, update('failed_attempt', 3))).toMatchObject({ parcel: { failedAttempts: 2 } });
    expect(moveParcel(before, update('in_transit', 3))).toMatchObject({ parcel: { failedAttempts: 1 } });
  });

  test('is where it is, whatever the order in which updates of different instants come', () => {
    const updates = parcelStates.slice(0, 4).map((state, hour) => update(state, hour + 1));
    for (const first of updates)
      for (const second of updates.filter((other) => other !== first)) {
        const told = [first, second, ...updates.filter((other) => other !== first && other !== second)];
        let now: Parcel | undefined;
        for (const one of told) {
          const worth = moveParcel(now, one);
          if (worth.outcome === 'taken') now = worth.parcel;
        }
        expect(now).toMatchObject({ state: 'failed_attempt', at: at(4) });
      }
  });
});

describe('updates', () => {
  test.each<[OrderStatus, string | null, boolean]>([
    ['paid', null, true],
    ['confirmed', null, true],
    ['shipped', 'SF1', true],
    ['shipped', null, false],
    ...orderStatuses
      .filter((status) => !['paid', 'confirmed', 'shipped'].includes(status))
      .map((status): [OrderStatus, string | null, boolean] => [status, 'SF1', false]),
  ])('of an order that is %s with the number %s can be asked for: %s', (status, trackingNumber, expected) => {
    expect(isFollowable({ status, trackingNumber, following: null })).toBe(expected);
  });

  test.each([
    ['asked', true],
    ['subscribed', true],
    ['refused', false],
    ['unreachable', false],
    [null, false],
  ] as const)('that were %s may still come: %s', (following, expected) => {
    expect(isFollowed({ following })).toBe(expected);
  });
});
