import { describe, expect, test } from 'vitest';
import { inBatches } from '../../api/batches.ts';

/** Batches that are carried out when the test says so. */
function held({ largest = 3, atOnce = 1 } = {}) {
  const begun: { readonly items: readonly number[]; readonly finish: () => void }[] = [];
  const carryOut = (items: readonly number[]) =>
    new Promise<void>((resolve) => begun.push({ items, finish: resolve }));
  const batches = inBatches<number>({ largest, atOnce, carryOut });
  return { batches, begun, items: () => begun.map(({ items }) => items) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('requests are put together', () => {
  test('never by waiting: a lone one goes in the turn it comes', async () => {
    const { batches, items } = held();
    batches.add(1);
    await turn();
    expect(items()).toEqual([[1]]);
  });

  test('when they come in one turn, or while a batch is carried out', async () => {
    const { batches, begun, items } = held();
    batches.add(1);
    batches.add(2);
    await turn();
    batches.add(3);
    await turn();
    batches.add(4);
    expect(items()).toEqual([[1, 2]]);
    expect(batches.waiting()).toBe(2);
    begun[0]?.finish();
    await turn();
    expect(items()).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  test('up to the largest batch, in the order in which they came', async () => {
    const { batches, begun, items } = held();
    for (const item of [1, 2, 3, 4, 5, 6, 7]) batches.add(item);
    await turn();
    begun[0]?.finish();
    await turn();
    expect(items()).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
  });

  test('in as many batches at once as are allowed', async () => {
    const { batches, items } = held({ largest: 2, atOnce: 2 });
    for (const item of [1, 2, 3, 4, 5, 6]) batches.add(item);
    await turn();
    expect(items()).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(batches.waiting()).toBe(2);
  });
});

test('idle settles when nothing waits and nothing is carried out', async () => {
  const { batches, begun } = held({ largest: 1 });
  await batches.idle();
  batches.add(1);
  batches.add(2);
  let idle = false;
  const settled = batches.idle().then(() => (idle = true));
  await turn();
  begun[0]?.finish();
  await turn();
  expect(idle).toBe(false);
  begun[1]?.finish();
  await settled;
  expect(idle).toBe(true);
});
