import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EngineUnavailable } from '../../api/engine/order-gateway.ts';
import { orderStarter } from '../../api/order-starter.ts';
import type { OrderStarterParts } from '../../api/order-starter.ts';
import type { Order } from '../../domain/order/order.ts';
import { later } from '../../domain/duration.ts';
import { PLACED_AT, aPlacing, aPlacingRequest } from '../support/placings.ts';

beforeEach(() =>
  vi.useFakeTimers({
    now: new Date(PLACED_AT),
    toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'],
  }),
);
afterEach(() => vi.useRealTimers());

const anOrder = (id: string): Order => aPlacing(aPlacingRequest({ orderId: id })).order;
const orders = (count: number) => Array.from({ length: count }, (_, index) => anOrder(`o${index}`));

/** A starter whose starts are counted, and take `takes` milliseconds. */
function aStarter(changes: Partial<OrderStarterParts> & { readonly takes?: number } = {}) {
  const { takes = 0, ...parts } = changes;
  const started: string[] = [];
  const troubles: string[] = [];
  let most = 0;
  let underWay = 0;
  const starter = orderStarter({
    async start({ id }) {
      started.push(id);
      underWay += 1;
      most = Math.max(most, underWay);
      if (takes > 0) await new Promise((resolve) => setTimeout(resolve, takes));
      underWay -= 1;
    },
    isUnstarted: async () => true,
    isBusy: () => false,
    now: () => new Date().toISOString(),
    onTrouble: (_, id) => troubles.push(id),
    ...parts,
  });
  return { starter, started, troubles, most: () => most };
}

describe('placed orders are started', () => {
  test('at once when nobody waits, but not before the answer is out', async () => {
    const { starter, started } = aStarter();
    starter.add(anOrder('lone'));
    expect(started).toEqual([]);
    await vi.advanceTimersByTimeAsync(0);
    expect(started).toEqual(['lone']);
  });

  test('oldest first, four at a time', async () => {
    const { starter, started, most } = aStarter({ takes: 10 });
    for (const order of orders(30)) starter.add(order);
    await vi.advanceTimersByTimeAsync(100);
    expect(started).toEqual(orders(30).map(({ id }) => id));
    expect(most()).toBe(4);
  });

  test('twenty a second while requests wait, so that none starves', async () => {
    const { starter, started } = aStarter({ isBusy: () => true });
    for (const order of orders(100)) starter.add(order);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(started.length).toBeGreaterThanOrEqual(39);
    expect(started.length).toBeLessThanOrEqual(41);
  });

  test('with everything there is once nobody waits any more', async () => {
    let busy = true;
    const { starter, started } = aStarter({ isBusy: () => busy });
    for (const order of orders(100)) starter.add(order);
    await vi.advanceTimersByTimeAsync(1_000);
    busy = false;
    await vi.advanceTimersByTimeAsync(100);
    expect(started).toHaveLength(100);
    expect(starter.waiting()).toBe(0);
  });

  test('unless the relay was faster with one that waited long', async () => {
    let busy = true;
    const unstarted = (id: string) => id !== 'o1';
    const { starter, started } = aStarter({
      isBusy: () => busy,
      isUnstarted: async (id) => unstarted(id),
      now: () => later(PLACED_AT, 11_000),
    });
    for (const order of orders(3)) starter.add(order);
    busy = false;
    await vi.advanceTimersByTimeAsync(100);
    expect(started).toEqual(['o0', 'o2']);
  });
});

describe('an engine that is away', () => {
  test('is left alone for a while, and the orders to the relay', async () => {
    let away = true;
    const asked: string[] = [];
    const { starter, troubles } = aStarter({
      async start({ id }) {
        asked.push(id);
        if (away) throw new EngineUnavailable();
      },
    });
    for (const order of orders(50)) starter.add(order);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked.length).toBeLessThanOrEqual(4);
    expect(starter.waiting()).toBe(0);
    starter.add(anOrder('meanwhile'));
    away = false;
    await vi.advanceTimersByTimeAsync(2_000);
    starter.add(anOrder('afterwards'));
    await vi.advanceTimersByTimeAsync(100);
    expect(asked.at(-1)).toBe('afterwards');
    expect(asked).not.toContain('meanwhile');
    expect(troubles).toEqual([]);
  });
});

test('a start that fails for another reason is told of and keeps nobody else waiting', async () => {
  const asked: string[] = [];
  const { starter, troubles } = aStarter({
    async start({ id }) {
      asked.push(id);
      if (id === 'o1') throw new Error('poison');
    },
  });
  for (const order of orders(3)) starter.add(order);
  await vi.advanceTimersByTimeAsync(100);
  expect(asked).toEqual(['o0', 'o1', 'o2']);
  expect(troubles).toEqual(['o1']);
});

test('stopping waits for starts under way and begins none', async () => {
  const { starter, started } = aStarter({ takes: 50 });
  for (const order of orders(20)) starter.add(order);
  await vi.advanceTimersByTimeAsync(1);
  const stopped = starter.stop();
  await vi.advanceTimersByTimeAsync(1_000);
  await stopped;
  starter.add(anOrder('late'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(started).toHaveLength(4);
});
