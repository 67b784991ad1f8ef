export interface Alarms {
  /** Does `work` in `waitMs` milliseconds; at once for none. `work` never rejects. */
  set(waitMs: number, work: () => Promise<void>): void;
  /** Forgets what has not begun, takes no more, and waits for what is under way. */
  stop(): Promise<void>;
}

/** Work to be done later in this process. */
export function createAlarms(): Alarms {
  const waiting = new Set<NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  let stopped = false;

  function begin(work: () => Promise<void>): void {
    const done = work().finally(() => running.delete(done));
    running.add(done);
  }

  return {
    set(waitMs, work) {
      if (stopped) return;
      if (waitMs <= 0) return begin(work);
      const timer = setTimeout(() => {
        waiting.delete(timer);
        begin(work);
      }, waitMs);
      waiting.add(timer);
    },
    async stop() {
      stopped = true;
      waiting.forEach((timer) => clearTimeout(timer));
      await Promise.all(running);
    },
  };
}
