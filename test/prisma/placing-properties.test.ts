import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../prisma/database.ts';
import type { Demand } from '../../domain/stock.ts';
import { aDatabase, balanceOf, entryOf, nameOf, place, stockUp } from '../support/placed-orders.ts';
import { aLine, aPlacing, aPlacingRequest, placingTerms, someStock } from '../support/placings.ts';

let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => ({ database, drop } = await aDatabase(8)));
afterAll(() => drop());

const names = ['P', 'Q', 'R'] as const;
const MAX_OPEN = 5;

interface Wanted {
  readonly buyer: number;
  readonly lines: readonly { readonly sku: number; readonly quantity: number }[];
  readonly free: boolean;
}

const wanted: fc.Arbitrary<Wanted> = fc.record({
  buyer: fc.nat(3),
  lines: fc.array(fc.record({ sku: fc.nat(2), quantity: fc.integer({ min: 1, max: 4 }) }), {
    minLength: 1,
    maxLength: 4,
  }),
  free: fc.boolean(),
});
const batches = fc.array(fc.array(wanted, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 });
const onHands = fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20));

let run = 0;

/** SKUs and buyers of this run alone, and how to make a placing of them. */
async function world(onHand: readonly number[]) {
  run += 1;
  const prefix = `run${run}`;
  const skus = names.map((name) => `${prefix}-${name}`);
  await Promise.all(skus.map((sku, index) => stockUp(database, sku, onHand[index] ?? 0)));
  const terms = placingTerms({ stock: Object.fromEntries(skus.map((sku) => [sku, someStock()])) });
  let orders = 0;
  const placingOf = ({ buyer, lines, free }: Wanted) =>
    aPlacing(
      aPlacingRequest({
        orderId: `${prefix}-${(orders += 1)}`,
        customer: { id: `${prefix}-buyer-${buyer}` },
        lines: lines.map(({ sku, quantity }) => aLine(skus[sku] ?? '', quantity, free ? 0 : 100)),
      }),
      terms,
    );
  return { skus, placingOf };
}

/** What placing one order after the other would answer. */
function model(onHand: readonly number[], skus: readonly string[]) {
  const available = new Map(skus.map((sku, index) => [sku, onHand[index] ?? 0]));
  const open = new Map<number, number>();
  return ({ buyer, free }: Wanted, demand: readonly Demand[]): string => {
    if (!free && (open.get(buyer) ?? 0) >= MAX_OPEN) return 'too_many_open_orders';
    if (demand.some(({ sku, quantity }) => (available.get(sku) ?? 0) < quantity)) return 'out_of_stock';
    for (const { sku, quantity } of demand) available.set(sku, (available.get(sku) ?? 0) - quantity);
    if (!free) open.set(buyer, (open.get(buyer) ?? 0) + 1);
    return 'placed';
  };
}

test('batches one after the other answer what single orders one after the other would', async () => {
  await fc.assert(
    fc.asyncProperty(onHands, batches, async (onHand, all) => {
      const { skus, placingOf } = await world(onHand);
      const expected = model(onHand, skus);
      for (const batch of all) {
        const placings = batch.map((one) => ({ one, placing: placingOf(one) }));
        const outcomes = await place(
          database,
          placings.map(({ placing }) => entryOf(placing)),
        );
        expect(outcomes.map(nameOf)).toEqual(
          placings.map(({ one, placing }) => expected(one, placing.demand)),
        );
      }
    }),
    { numRuns: 60 },
  );
});

test('whatever comes at once, stock is never negative and never lost, and balance, ledger and orders agree', async () => {
  await fc.assert(
    fc.asyncProperty(onHands, batches, async (onHand, all) => {
      const { skus, placingOf } = await world(onHand);
      const placings = all.map((batch) => batch.map(placingOf));
      const outcomes = await Promise.all(
        placings.map((batch) =>
          place(
            database,
            batch.map((placing) => entryOf(placing)),
          ),
        ),
      );
      const placed = placings.flat().filter((_, index) => outcomes.flat()[index]?.outcome === 'placed');
      for (const [index, sku] of skus.entries()) {
        const sumOf = (commits: boolean) =>
          placed
            .filter((placing) => placing.commits === commits)
            .flatMap(({ demand }) => demand.filter((wants) => wants.sku === sku))
            .reduce((total, { quantity }) => total + quantity, 0);
        const { ledger, ...balance } = await balanceOf(database, sku);
        expect(balance).toEqual({ onHand: (onHand[index] ?? 0) - sumOf(true), held: sumOf(false) });
        expect(ledger).toEqual(balance);
        expect(balance.onHand - balance.held).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 60 },
  );
});
