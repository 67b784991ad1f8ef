import v8 from 'node:v8';
import { Script } from 'node:vm';
import { getEnvironmentData, isMainThread, setEnvironmentData, threadId } from 'node:worker_threads';

/**
 * Makes entering the workflow sandbox cheap; loaded before everything else (`node --import ./worker/quick-sandbox.ts worker/main.ts`),
 * because Node loads such a module in the SDK's workflow threads too. Without it everything works, at two thirds more CPU an order
 * (docs/decisions/17-a-quick-sandbox.md). Two things cost more than all of our own workflow code:
 *
 * - The SDK enters the sandbox about ten times an activation, each time with a time limit, for which Node starts a thread of its own.
 *   Here an entry only writes down when it began, and the process says that it isn't ready when one has not come back.
 * - The SDK takes a stack trace of every promise, for the query `__stack_trace`. What an order waits for is written in its current
 *   details and in the names of its timers instead.
 */

/** One place for the instant each thread entered the sandbox at, in ms since 1970; 0 while it is outside. */
const PLACES = 16;
const KEY = 'holdfast: entered the workflow sandbox at';

function sharedInstants(): BigInt64Array {
  if (isMainThread) setEnvironmentData(KEY, new SharedArrayBuffer(PLACES * BigInt64Array.BYTES_PER_ELEMENT));
  const shared = getEnvironmentData(KEY);
  if (!(shared instanceof SharedArrayBuffer))
    throw new Error('the main thread has not loaded quick-sandbox.ts');
  return new BigInt64Array(shared);
}

const enteredAt = sharedInstants();

/** For how many milliseconds the sandbox has computed without a pause; 0 while it does not. */
export function computingFor(now = Date.now()): number {
  const began = Array.from(
    enteredAt.values().filter((at) => at > 0n),
    Number,
  );
  return began.length === 0 ? 0 : now - Math.min(...began);
}

if (!isMainThread) {
  const place = threadId % PLACES;
  // oxlint-disable-next-line typescript/unbound-method -- called with the script it belongs to
  const { runInContext } = Script.prototype;
  Script.prototype.runInContext = function enter(this: Script, context, options): unknown {
    const unlimited = typeof options === 'object' ? { ...options, timeout: undefined } : options;
    Atomics.store(enteredAt, place, BigInt(Date.now()));
    try {
      return runInContext.call(this, context, unlimited);
    } finally {
      Atomics.store(enteredAt, place, 0n);
    }
  };
  v8.promiseHooks.createHook = () => () => {};
}
