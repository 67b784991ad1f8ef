import { array, boolean, constantFrom, integer, nat, oneof, record, sample, tuple } from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { HOUR, MINUTE, SECOND } from '../../domain/duration.ts';
import { lines, method, named, small, times } from './act-parts.ts';
import { creditActs } from './credit-acts.ts';
import type { CreditAct } from './credit-acts.ts';
import type { Trouble } from './play-stage.ts';
import { replacingActs } from './replacing-acts.ts';
import type { ReplacingAct } from './replacing-acts.ts';

/** What may happen to a shop with a few orders. */
export type Act =
  | CreditAct
  | ReplacingAct
  | { act: 'place'; buyer: number; lines: { sku: number; quantity: number }[]; method: string }
  | { act: 'link'; order: number }
  | {
      act: 'pay';
      order: number;
      session: number;
      payer: 'buyer' | 'friend';
      outcome: 'succeeded' | 'failed' | 'processing';
      part: number;
      webhook: 'now' | 'stored' | 'late' | 'twice';
    }
  | { act: 'webhook'; pick: number; times: number }
  | {
      act: 'money';
      order: number;
      part: number;
      currency: string;
      type: 'payment.succeeded' | 'payment.failed' | 'payment.processing';
    }
  | { act: 'giveBack'; order: number; part: number }
  | { act: 'cancel'; order: number; by: 'buyer' | 'staff'; force: boolean; times: number }
  | { act: 'lines'; order: number; lines: { sku: number; quantity: number }[]; times: number }
  | { act: 'extend'; order: number; by: 'buyer' | 'staff'; hours: number; times: number }
  | { act: 'method'; order: number; method: string; times: number }
  | { act: 'problem'; order: number }
  | { act: 'resolve'; order: number }
  | { act: 'ship'; order: number; times: number }
  | { act: 'deliver'; order: number; times: number }
  | { act: 'refund'; order: number; part: number; restock: boolean; times: number }
  | { act: 'rush'; order: number }
  | { act: 'pass'; ms: number }
  | { act: 'reach'; reachable: boolean }
  | { act: 'block'; buyer: number }
  | { act: 'stock'; sku: number; delta: number }
  | { act: 'trouble'; trouble: Trouble };

const part = constantFrom(1, 1, 1, 1, 0.5, 1.3, 0.99);
const by = constantFrom('buyer' as const, 'staff' as const);

const acts = [
  [3, record({ act: named('place'), buyer: nat({ max: 1 }), lines, method })],
  [2, record({ act: named('link'), order: small })],
  [
    13,
    record({
      act: named('pay'),
      order: small,
      session: small,
      payer: constantFrom('buyer' as const, 'buyer' as const, 'friend' as const),
      part,
      outcome: constantFrom('succeeded', 'succeeded', 'failed', 'processing'),
      webhook: constantFrom('now', 'now', 'stored', 'late', 'twice'),
    }),
  ],
  [3, record({ act: named('webhook'), pick: small, times })],
  [
    2,
    record({
      act: named('money'),
      order: small,
      part,
      currency: constantFrom('CNY', 'CNY', 'EUR'),
      type: constantFrom('payment.succeeded', 'payment.succeeded', 'payment.failed', 'payment.processing'),
    }),
  ],
  [2, record({ act: named('giveBack'), order: small, part })],
  [1.5, record({ act: named('cancel'), order: small, by, force: boolean(), times })],
  [3, record({ act: named('lines'), order: small, lines, times })],
  [2, record({ act: named('extend'), order: small, by, hours: integer({ min: 1, max: 12 }), times })],
  [2, record({ act: named('method'), order: small, method, times })],
  [1, record({ act: named('problem'), order: small })],
  [1, record({ act: named('resolve'), order: small })],
  [2, record({ act: named('ship'), order: small, times })],
  [2, record({ act: named('deliver'), order: small, times })],
  [
    3,
    record({
      act: named('refund'),
      order: small,
      part: constantFrom(0, 0, 0.3, 0.7, 1, 2),
      restock: boolean(),
      times,
    }),
  ],
  [2, record({ act: named('rush'), order: small })],
  [
    5,
    record({
      act: named('pass'),
      ms: constantFrom(
        10 * SECOND,
        10 * SECOND,
        4 * MINUTE,
        4 * MINUTE,
        30 * MINUTE,
        HOUR,
        3 * HOUR,
        9 * HOUR,
      ),
    }),
  ],
  [1, record({ act: named('reach'), reachable: boolean() })],
  [0.3, record({ act: named('block'), buyer: nat({ max: 1 }) })],
  [0.7, record({ act: named('stock'), sku: nat({ max: 2 }), delta: integer({ min: -2, max: 3 }) })],
  ...creditActs,
  ...replacingActs,
] as const;

const weighted = acts.map(([weight, arbitrary]) => ({ weight: Math.round(weight * 10), arbitrary }));

/** Plays of `maxLength` acts at most. */
export function plays(maxLength: number): Arbitrary<Act[]> {
  return array(oneof(...weighted), { minLength: 3, maxLength, size: 'max' });
}

/** What goes wrong with machines, seldom. */
const troubles = [
  [
    1,
    record({
      act: named('trouble'),
      trouble: record({
        what: named('provider'),
        mode: constantFrom('slow' as const, 'error_after_success' as const, 'none' as const),
      }),
    }),
  ],
  [0.3, record({ act: named('trouble'), trouble: record({ what: named('workers_away') }) })],
  [0.2, record({ act: named('trouble'), trouble: record({ what: named('worker_killed') }) })],
  [0.1, record({ act: named('trouble'), trouble: record({ what: named('engine_killed') }) })],
] as const;

/** What happens between two orders, about. */
const ACTS_PER_ORDER = 8;

/** A payment under way is asked about every five minutes, each time for real. */
const LONGEST_PASS = HOUR;
const inShort = (act: Act): Act =>
  act.act === 'pass' ? { ...act, ms: Math.min(act.ms, LONGEST_PASS) } : act;

/** The play of a seed, always the same: so many orders, and all that happens to them and to the machines meanwhile. */
export function playOf(seed: number, orders: number): Act[] {
  const stormy = troubles.map(([weight, arbitrary]) => ({ weight: Math.round(weight * 10), arbitrary }));
  const others = weighted.filter((_, index) => index > 0);
  const length = orders * (ACTS_PER_ORDER - 1);
  const happens = array(oneof(...others, ...stormy), { minLength: length, maxLength: length, size: 'max' });
  const placed = array(acts[0][1], { minLength: orders, maxLength: orders, size: 'max' });
  const [play] = sample(tuple(placed, happens), { seed, numRuns: 1 });
  const [places = [], meanwhile = []] = play ?? [];
  return places.flatMap((place, index) => [
    place,
    ...meanwhile.slice(index * (ACTS_PER_ORDER - 1), (index + 1) * (ACTS_PER_ORDER - 1)).map(inShort),
  ]);
}
