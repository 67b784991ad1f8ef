import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { SECOND } from '../domain/duration.ts';

const FIRST_WAIT = 200;
const LONGEST_WAIT = 5 * SECOND;

/** Does `work` until it succeeds, with growing pauses: what it needs may still be starting. Says so after the first failure. */
export async function retrying<T>(
  work: () => Promise<T>,
  { log, what }: { log: Logger; what: string },
): Promise<T> {
  for (let wait = FIRST_WAIT; ; wait = Math.min(2 * wait, LONGEST_WAIT)) {
    try {
      return await work();
    } catch (error) {
      log.warn({ error: String(error) }, `waiting for ${what}`);
      await sleep(wait);
    }
  }
}
