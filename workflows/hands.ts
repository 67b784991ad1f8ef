import type { Calls, Steps } from '../activities/index.ts';

/** Calls to the outside that an order's loop waits for. */
export type LoopCalls = Pick<
  Calls,
  'askSessions' | 'closeSessions' | 'deliverMessages' | 'askBureau' | 'subscribeParcel'
>;

/**
 * What an order's story is carried out with. A workflow reaches the database and the outside through the engine (`steps.ts`); tests
 * and simulations tell the same story without one (`dev/without-engine/`).
 */
export interface Hands {
  readonly steps: Steps;
  readonly calls: LoopCalls;
  /** The order's clock. */
  readonly now: () => string;
  /** The result of a call, or undefined when it failed: for what goes on either way. */
  readonly attempted: <T>(call: Promise<T>) => Promise<T | undefined>;
}
