import { setTimeout as sleep } from 'node:timers/promises';
import { SECOND } from '../domain/duration.ts';
import type { Dependencies } from '../activities/dependencies.ts';
import { reconcile } from '../activities/reconciling.ts';
import { reconciliations } from '../prisma/reconciliations.ts';

/** How long somebody who asked waits for a worker to begin. */
const EVERY = 2 * SECOND;

export interface ReconcilingParts {
  readonly dependencies: Dependencies;
  /** The machine's now, ISO UTC. */
  readonly now: () => string;
}

/**
 * Does the comparison that was asked for longest ago, if any; asks for the day's first. Answers whether there was one. A comparison that a
 * worker left in the middle is done again: nothing it does can be done twice.
 */
export async function reconcileOnce(
  { dependencies, now }: ReconcilingParts,
  signal = new AbortController().signal,
): Promise<boolean> {
  const { client } = dependencies.database;
  await reconciliations(client).requestDaily(now());
  const claimed = await reconciliations(client).claim(now());
  if (!claimed) return false;
  const { id, repair } = claimed;
  const report = await reconcile(dependencies, { id, repair, now: now(), signal });
  await reconciliations(client).finish(id, report, now());
  return true;
}

/** Takes comparisons until `signal` is aborted; settles when the one under way is done. */
export async function runReconciling(parts: ReconcilingParts, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      if (await reconcileOnce(parts, signal)) continue;
    } catch (error) {
      if (signal.aborted) return;
      parts.dependencies.log.warn({ error: String(error) }, 'the comparison is tried again');
    }
    await sleep(EVERY, undefined, { signal }).catch(() => {}); // stopped in the middle of it
  }
}
