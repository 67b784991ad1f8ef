import { SECOND, between } from '../domain/duration.ts';
import type { Order } from '../domain/order/order.ts';
import { EngineUnavailable } from './engine/order-gateway.ts';

export interface OrderStarterParts {
  /** Starts an order's workflow; started before, nothing changes. */
  readonly start: (order: Order) => Promise<void>;
  /** Whether an order's workflow has not begun yet, as its row says: the relay may have been faster. */
  readonly isUnstarted: (orderId: string) => Promise<boolean>;
  /** Whether requests to place orders wait: starts yield to them. */
  readonly isBusy: () => boolean;
  readonly now: () => string;
  readonly onTrouble: (error: unknown, orderId: string) => void;
}

export interface OrderStarter {
  /** Has the order started soon; the buyer does not wait for it. */
  readonly add: (order: Order) => void;
  /** How many wait to be started. */
  readonly waiting: () => number;
  /** Forgets those who wait, and settles when no start is under way any more. The relay starts the rest. */
  readonly stop: () => Promise<void>;
}

/** More at a time make each start slower and not more of them: the engine writes one after the other (engine.md). */
const AT_ONCE = 4;

/** While requests wait, one start in this time: 20 a second, so that no order starves in a long sale. */
const FLOOR_EVERY = SECOND / 20;

/** A start that came late by less than this lets the next one come sooner: timers are late on a busy machine, the floor is not. */
const MOST_BEHIND = 4 * FLOOR_EVERY;

/** More waiting than this are left to the relay. */
const MOST_WAITING = 20_000;

/** From this age on the relay may have started an order (worker/relay.ts). */
const RELAYED_AFTER = 10 * SECOND;

/** An engine that was away is left alone for so long; what is placed meanwhile is the relay's. */
const LEFT_ALONE_FOR = 2 * SECOND;

interface State {
  /** Oldest first. */
  readonly waiting: Set<Order>;
  readonly underWay: Set<Promise<void>>;
  /** When the last start was, or should have been to keep to the floor. */
  lastStart: number;
  leftAloneUntil: number;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Starts placed orders, oldest first, without making anybody wait: a few at a time, one by one while requests to place wait, and
 * with what is left of the machine when none do. While the engine is away orders are forgotten here; the relay finds them by
 * their rows.
 */
export function orderStarter(parts: OrderStarterParts): OrderStarter {
  const state: State = {
    waiting: new Set(),
    underWay: new Set(),
    lastStart: Number.NEGATIVE_INFINITY,
    leftAloneUntil: Number.NEGATIVE_INFINITY,
    timer: undefined,
  };
  return {
    waiting: () => state.waiting.size,
    add(order) {
      if (state.waiting.size >= MOST_WAITING || performance.now() < state.leftAloneUntil) return;
      state.waiting.add(order);
      lookAgain(parts, state, 0); // after the answer: the buyer goes first
    },
    async stop() {
      clearTimeout(state.timer);
      state.waiting.clear();
      state.leftAloneUntil = Number.POSITIVE_INFINITY;
      await Promise.all(state.underWay);
    },
  };
}

function lookAgain(parts: OrderStarterParts, state: State, inMs: number): void {
  state.timer ??= setTimeout(() => {
    state.timer = undefined;
    startSome(parts, state);
  }, inMs);
}

function startSome(parts: OrderStarterParts, state: State): void {
  for (const order of state.waiting) {
    if (!mayStart(parts, state)) break;
    state.waiting.delete(order);
    state.lastStart = keptTo(state.lastStart + FLOOR_EVERY, performance.now());
    const work = startOne(parts, order).catch((error: unknown) => giveUp(parts, state, error, order));
    state.underWay.add(work);
    void work.finally(() => state.underWay.delete(work)).then(() => startSome(parts, state));
  }
  if (state.waiting.size > 0) lookAgain(parts, state, FLOOR_EVERY);
}

/** When a start counts as made: when it was due, so that one that came a little late does not slow those after it; else now. */
function keptTo(due: number, now: number): number {
  return now > due && now - due < MOST_BEHIND ? due : now;
}

function mayStart({ isBusy }: OrderStarterParts, { underWay, lastStart }: State): boolean {
  if (underWay.size >= AT_ONCE) return false;
  return !isBusy() || performance.now() - lastStart >= FLOOR_EVERY;
}

function giveUp({ onTrouble }: OrderStarterParts, state: State, error: unknown, { id }: Order): void {
  if (!(error instanceof EngineUnavailable)) return onTrouble(error, id);
  state.waiting.clear();
  state.leftAloneUntil = performance.now() + LEFT_ALONE_FOR;
}

async function startOne({ start, isUnstarted, now }: OrderStarterParts, order: Order): Promise<void> {
  const isOld = between(order.placedAt, now()) > RELAYED_AFTER;
  if (isOld && !(await isUnstarted(order.id))) return;
  await start(order);
}
