import { createCalls, createSteps } from '../../activities/index.ts';
import type { Calls } from '../../activities/index.ts';
import type { Dependencies } from '../../activities/dependencies.ts';
import type { Hands } from '../../workflows/hands.ts';

/** What plays workflows by hand: the real steps and calls in this process, and a clock that somebody else moves. */
export interface Player extends Hands {
  readonly calls: Calls;
}

/** A call that fails is nobody's outage here but a fault, and thrown on; a provider in memory that is out of reach says so. */
export function openPlayer(dependencies: Dependencies, now: () => string): Player {
  return {
    steps: createSteps(dependencies),
    calls: createCalls(dependencies),
    now,
    attempted: (call) => call,
  };
}
