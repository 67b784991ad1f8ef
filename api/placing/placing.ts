import { setTimeout as wait } from 'node:timers/promises';
import type { z } from 'zod';
import { SECOND } from '../../domain/duration.ts';
import type { Order as PlacedOrder } from '../../domain/order/order.ts';
import type { PlacingRequest } from '../../domain/placing/request.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { RefusalFacts } from '../../domain/refusal.ts';
import { answerOfKey } from '../../prisma/placing.ts';
import type { PlacingKey, PlacingOutcome } from '../../prisma/placing.ts';
import { RequestRefusal } from '../problems.ts';
import { Order } from '../schemas/order.ts';
import { inBatches } from '../batches.ts';
import { placeBatch } from './place-batch.ts';
import type { Settled, Waiting } from './place-batch.ts';
import { placeInstead, rememberRefusal } from './place-instead.ts';
import type { PlaceInstead, Replaced, SettledInstead } from './place-instead.ts';

/** An order as it is answered; `replayed` when its key had been answered before. */
export interface Placed {
  readonly order: z.output<typeof Order>;
  readonly replayed: boolean;
}

/** Places orders. */
export interface PlacingDesk {
  /**
   * Places an order, together with others that come at the same time; it is durable, and its stock held, when this
   * returns. Throws `Refusal`, and `RequestRefusal`: `idempotency_key_reused`, `idempotency_in_progress`, `overloaded`.
   */
  place(request: PlacingRequest, key?: PlacingKey): Promise<Placed>;
  /**
   * Places an order instead of another that stands aside, in a transaction of its own (rules.md 30). Throws as `place` does; answers
   * `notGivenWay` when the other could not be replaced: then nothing has changed.
   */
  placeInstead(
    request: PlacingRequest,
    key: PlacingKey | undefined,
    replaced: Replaced,
  ): Promise<PlacedInstead>;
  /** What the key was answered before; undefined when it is new. Throws as `place` does. */
  answered(key: PlacingKey): Promise<Placed | undefined>;
  /** Refuses a request, and has its key answer so from now on. Throws as `place` does. */
  refuse(refused: RefusalFacts, key: PlacingKey | undefined): Promise<Placed>;
  /** How many requests wait for their answer. */
  readonly waiting: () => number;
  /** Settles when nobody waits. */
  readonly idle: () => Promise<void>;
}

export type PlacedInstead = Placed | Extract<SettledInstead, { notGivenWay: unknown }>;

export interface PlacingDeskParts extends PlaceInstead {
  /** Told of every order that was placed, in the turn in which it is answered. Must not throw. */
  readonly onPlaced: (order: PlacedOrder) => void;
}

/** Larger batches cost those who wait more than they save; two at once hide each other's commit (docs: bench). */
const LARGEST_BATCH = 64;
const AT_ONCE = 2;

/** More waiting than this are seconds of work: better said now than timed out later. */
const MOST_WAITING = 5_000;

/**
 * How often a decision is taken anew: because the buyer's standing changed under it, or because orders of one person came in one
 * batch, of which each round places what fits.
 */
const MOST_DECISIONS = 16;

const KEY_WAIT = 4 * SECOND;
const ASK_EVERY = 50;

/** A desk with one queue. */
export function placingDesk({ onPlaced, ...parts }: PlacingDeskParts): PlacingDesk {
  let inside = 0;
  const carryOut = (batch: readonly Waiting[]) => placeBatch(parts, batch);
  const queue = inBatches<Waiting>({ largest: LARGEST_BATCH, atOnce: AT_ONCE, carryOut });
  const counted = async <T>(work: () => Promise<T>): Promise<T> => {
    if (inside >= MOST_WAITING) throw new RequestRefusal('overloaded', { headers: { 'retry-after': '1' } });
    inside += 1;
    try {
      return await work();
    } finally {
      inside -= 1;
    }
  };
  const answer = (settled: Settled): Placed => {
    if ('error' in settled) throw settled.error;
    if ('outcome' in settled) return repeated(settled.outcome);
    onPlaced(settled.placed.order);
    return { order: settled.answer, replayed: false };
  };
  return {
    waiting: () => inside,
    idle: queue.idle,
    place: (request, key) =>
      counted(async () =>
        answer(await settle(() => new Promise((done) => queue.add({ request, key, settle: done })))),
      ),
    placeInstead: (request, key, replaced) =>
      counted(async () => {
        const settled = await settle(() => placeInstead(parts, { request, key, replaced }));
        return 'notGivenWay' in settled ? settled : answer(settled);
      }),
    async answered(key) {
      const outcome = await answerOfKey(parts.database.client, key, parts.now());
      return outcome && repeated(outcome);
    },
    refuse: async (refused, key) => answer(await rememberRefusal(parts, refused, key)),
  };
}

/** Asks until the answer is one to give: a stale decision is taken anew, and a key that is being answered is waited for. */
async function settle<S extends SettledInstead>(ask: () => Promise<S>): Promise<S> {
  const giveUpAt = performance.now() + KEY_WAIT;
  for (let decisions = 1; ; decisions += 1) {
    const settled = await ask();
    if (!('outcome' in settled) || !goesOn(settled.outcome, decisions, giveUpAt)) return settled;
    if (settled.outcome.outcome === 'in_progress') await wait(ASK_EVERY);
  }
}

function goesOn({ outcome }: PlacingOutcome, decisions: number, giveUpAt: number): boolean {
  if (outcome === 'stale') return decisions < MOST_DECISIONS;
  return outcome === 'in_progress' && performance.now() < giveUpAt;
}

/** What an outcome that is no new order means for the caller. */
function repeated(outcome: Exclude<PlacingOutcome, { outcome: 'placed' }>): Placed {
  switch (outcome.outcome) {
    case 'refused':
      throw new Refusal(outcome.code, outcome.facts);
    case 'replayed':
      if (outcome.answer.outcome === 'refused') throw new Refusal(outcome.answer.code, outcome.answer.facts);
      return { order: Order.parse(outcome.answer.answer), replayed: true };
    case 'key_reused':
      throw new RequestRefusal('idempotency_key_reused');
    case 'in_progress':
      throw new RequestRefusal('idempotency_in_progress', { headers: { 'retry-after': '1' } });
    case 'stale':
      throw new Error('the buyer’s standing changes faster than orders can be decided');
    default:
      return outcome satisfies never;
  }
}
