/** How what comes in is put together. */
export interface BatchOptions<Item> {
  /** Most in one batch. */
  readonly largest: number;
  /** Batches that are carried out at the same time. */
  readonly atOnce: number;
  /** Carries a batch out. Must not throw: it settles its items itself. */
  readonly carryOut: (batch: readonly Item[]) => Promise<void>;
}

export interface Batches<Item> {
  readonly add: (item: Item) => void;
  /** How many wait for a batch. */
  readonly waiting: () => number;
  /** Settles when nothing waits and nothing is carried out. */
  readonly idle: () => Promise<void>;
}

/**
 * Collects what comes while batches are carried out. There is no timer: what finds nothing under way goes at once, with
 * what came in the same turn of the event loop.
 */
export function inBatches<Item>({ largest, atOnce, carryOut }: BatchOptions<Item>): Batches<Item> {
  let waiting: Item[] = [];
  let underWay = 0;
  let scheduled = false;
  let whenIdle: (() => void)[] = [];

  function go(): void {
    scheduled = false;
    while (waiting.length > 0 && underWay < atOnce) {
      const batch = waiting.slice(0, largest);
      waiting = waiting.slice(largest);
      underWay += 1;
      void carryOut(batch).finally(next);
    }
  }

  function next(): void {
    underWay -= 1;
    if (waiting.length > 0) return go();
    if (underWay > 0) return;
    const settled = whenIdle;
    whenIdle = [];
    for (const settle of settled) settle();
  }

  return {
    waiting: () => waiting.length,
    add(item) {
      waiting.push(item);
      if (scheduled || underWay >= atOnce) return;
      scheduled = true;
      setImmediate(go);
    },
    async idle() {
      if (waiting.length > 0 || underWay > 0) await new Promise<void>((resolve) => whenIdle.push(resolve));
    },
  };
}
