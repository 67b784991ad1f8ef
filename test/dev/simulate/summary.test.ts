import { describe, expect, test } from 'vitest';
import { compare, summaryOf } from '../../../dev/simulate/summary.ts';
import type { Counted } from '../../../dev/simulate/summary.ts';
import { nothingInMind } from '../../../dev/simulate/buyers/simulated-order.ts';
import type { SimulatedOrder } from '../../../dev/simulate/buyers/simulated-order.ts';
import type { OrderTally } from '../../../prisma/reports/order-tallies.ts';

const planned = (id: string): SimulatedOrder => ({
  id,
  buyer: { id: `buyer-${id}`, segment: 'new', channels: [], callable: false },
  placedAt: '2026-03-02T00:00:00.000Z',
  lines: [],
  method: 'card',
  discount: 0,
  shippingFee: 0,
  source: {},
  intent: nothingInMind,
});
const tally = (id: string, changes: Partial<OrderTally> = {}): OrderTally => ({
  id,
  customerId: `buyer-${id}`,
  isPaid: false,
  isSoldOut: false,
  kept: 0,
  afterReminder: false,
  reminders: 0,
  calls: 0,
  stockHours: 0,
  ...changes,
});
const counted = (tallies: readonly OrderTally[], changes: Partial<Counted> = {}): Counted => ({
  orders: new Map(tallies.map((order) => [order.id, order])),
  refused: {},
  stopped: {},
  cameTooLate: 0,
  remindedDays: { buyerDays: 0, repeated: 0 },
  ...changes,
});
const scene = { orders: ['a', 'b', 'c', 'd'].map(planned) };
const paid = { isPaid: true, kept: 1_000 };

describe('what a policy came to', () => {
  test('counts orders that were placed again after a win-back apart, and refused ones as wanted', () => {
    const outcome = counted(
      [
        tally('a', paid),
        tally('a-again', paid),
        tally('b', { stockHours: 24 }),
        tally('c', { isSoldOut: true }),
      ],
      {
        refused: { out_of_stock: ['d'] },
        stopped: { sms: ['buyer-a', 'buyer-b'], email: ['buyer-a'] },
      },
    );
    expect(summaryOf(outcome, scene)).toMatchObject({
      wanted: 4,
      refused: { out_of_stock: 1 },
      paid: 1,
      paidShare: { share: 0.25 },
      kept: 2_000,
      wonBack: { orders: 1, kept: 1_000 },
      soldOut: 1,
      stoppedMessages: 2,
      stockHours: 24,
    });
  });
});

describe('two policies', () => {
  const here = counted([tally('a', paid), tally('b', paid), tally('c'), tally('d', { reminders: 2 })]);
  const there = counted([tally('a', paid), tally('b', { stockHours: 24 }), tally('c', paid), tally('d')]);

  test('are compared order by order', () => {
    const comparison = compare(here, there, scene);
    expect(comparison).toMatchObject({
      paidOnlyHere: 1,
      paidOnlyThere: 1,
      paid: { difference: 0, significant: false },
    });
    expect(comparison.perOrder).toMatchObject({
      kept: { mean: 0 },
      reminders: { mean: 0.5 },
      stockHours: { mean: -6 },
    });
  });

  test('that are the same differ by nothing, for certain', () => {
    const { perOrder, paid: difference } = compare(here, here, scene);
    expect(difference?.difference).toBe(0);
    for (const mean of Object.values(perOrder)) expect(mean).toEqual({ mean: 0, low: 0, high: 0 });
  });

  test('count an order that was refused as nothing', () => {
    const refusing = counted([tally('a', paid)], { refused: { out_of_stock: ['b', 'c', 'd'] } });
    expect(compare(refusing, here, scene)).toMatchObject({
      paidOnlyThere: 1,
      perOrder: { kept: { mean: -250 } },
    });
  });
});
