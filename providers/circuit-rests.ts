import type { IBackoff, IBackoffFactory } from 'cockatiel';

const SHORTEST_MS = 200;
/** Rests so many times as long as the call took that nobody answered. */
const PER_WAIT = 10;

/** Timers may go off this much early. */
const EARLY_MS = 5;

/** How long a circuit rests before it tries again, and how much of that is left. */
export interface CircuitRests extends IBackoffFactory<unknown> {
  /** Does `call` and remembers how long it took. */
  timed<T>(call: () => Promise<T>): Promise<T>;
  /** Milliseconds until the circuit tries again; 0 when it may now. */
  leftMs(): number;
}

/**
 * A rest is for the callers, who would each wait for a timeout: it is ten times as long as the last call kept its caller waiting.
 * A provider that hangs is left alone for `longestMs`; one that refuses at once is tried again soon, and who pays the moment it is
 * back is served.
 */
export function circuitRests(longestMs: number): CircuitRests {
  let tookMs = 0;
  let endsAt = 0;
  const next = (): IBackoff<unknown> => {
    const duration = Math.min(longestMs, Math.max(SHORTEST_MS, tookMs * PER_WAIT));
    endsAt = Date.now() + duration + EARLY_MS;
    return { duration, next };
  };
  return {
    next,
    leftMs: () => Math.max(0, endsAt - Date.now()),
    async timed(call) {
      const began = performance.now();
      try {
        return await call();
      } finally {
        tookMs = performance.now() - began;
      }
    },
  };
}
