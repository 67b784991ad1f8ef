import { AsyncLocalStorage } from 'node:async_hooks';

/** A clock that shows whatever instant the work it is asked in takes place at: things of different times run side by side. */
export interface VirtualClock {
  now(): string;
  /** Does `work` at that instant. */
  at<T>(instant: string, work: () => Promise<T>): Promise<T>;
}

export function virtualClock(): VirtualClock {
  const instants = new AsyncLocalStorage<string>();
  return {
    now() {
      const instant = instants.getStore();
      if (instant === undefined) throw new Error('nobody said what time it is');
      return instant;
    },
    at: (instant, work) => instants.run(instant, work),
  };
}
