import type { Client } from '@temporalio/client';
import { reachEngine } from '../../workflows/engine-errors.ts';

/** Calls the engine and waits `ms` at most. Throws `EngineUnavailable` when it is away, or slower than that. */
export function within<T>(client: Client, ms: number, work: () => Promise<T>): Promise<T> {
  return reachEngine(() => client.withDeadline(Date.now() + ms, work));
}
